giarSearch("table",{"shards":1,"documents_a_text":16,"documents":[["shifan",2018],["shifan",0]]});
