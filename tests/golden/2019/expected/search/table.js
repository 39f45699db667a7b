giarSearch("table",{"shards":1,"documents_a_text":16,"documents":[["shifan",2020],["shifan",0]]});
