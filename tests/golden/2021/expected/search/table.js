giarSearch("table",{"shards":1,"documents_a_text":16,"documents":[["shifan",2022],["shifan",2023],["shifan",0],["",0],["",0]]});
