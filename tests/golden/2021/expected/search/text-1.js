giarSearch("text-1",[{"url":"guide/index.html","title":"指南","byline":"","parts":[["","","见2023年报告。"]]}]);
