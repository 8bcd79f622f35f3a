#!/usr/bin/env python3
"""Analyses JSON Lines with Spark and writes Parquet: spark.py IN OUT [MASTER]

Every line is piped through `nutgraf analyze --every-line` on the machine that holds it; the schema is nutgraf's own, as
guessing one from the data makes empty lists into lists of strings. Ends with an error when rows are missing or a row does
not fit. NUTGRAF names the program, which must stand at the same path on every machine.
"""
import json
import os
import subprocess
import sys

from pyspark.sql import SparkSession
from pyspark.sql.functions import col, from_json
from pyspark.sql.types import StructType

source, target = sys.argv[1:3]
master = sys.argv[3] if len(sys.argv) > 3 else "local-cluster[2,1,1024]"
nutgraf = os.environ.get("NUTGRAF", "nutgraf")

schema = json.loads(subprocess.check_output([nutgraf, "analyze", "--schema", "spark"]))
spark = SparkSession.builder.master(master).appName("nutgraf").getOrCreate()
lines = spark.sparkContext.textFile(source)
answers = lines.pipe(f"'{nutgraf}' analyze --every-line -", checkCode=True)
# What does not fit the schema would become a row of nulls; failing is better.
rows = (
    spark.createDataFrame(answers.map(lambda line: (line,)), "answer string")
    .select(from_json(col("answer"), StructType.fromJson(schema), {"mode": "FAILFAST"}).alias("row"))
    .select("row.*")
)
rows.write.mode("overwrite").parquet(target)

# A tool that stops reading early loses rows without a word: only the counts tell.
want, written = lines.count(), spark.read.parquet(target)
got = written.count()
unread = written.where(col("error").isNotNull()).count()
print(f"{want} lines in, {got} rows out, {unread} of them could not be read")
spark.stop()
sys.exit(0 if want == got else 1)
