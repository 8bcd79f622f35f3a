#!/usr/bin/env python3
"""Fills newsboat's cache with the articles of a JSON Lines file, so that both programs hold the same.

usage: newsboat.py ARTICLES.jsonl FOLDER     writes FOLDER/cache.db and FOLDER/urls
then:  newsboat -C /dev/null -u FOLDER/urls -c FOLDER/cache.db

The tables are those that newsboat 2.21 makes itself in an empty cache (`newsboat -x print-unread` is run for that); each
article gets the same fields that a feed would have given it, its text as paragraphs of HTML.
"""
import html
import json
import pathlib
import sqlite3
import subprocess
import sys
from datetime import datetime, timezone

FEED = "http://example.org/feed.xml"


def seconds(text):
    if not text:
        return 0
    return int(datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(timezone.utc).timestamp())


def main():
    articles, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    urls, cache = folder / "urls", folder / "cache.db"
    urls.write_text(FEED + "\n")
    cache.unlink(missing_ok=True)
    subprocess.run(["newsboat", "-C", "/dev/null", "-u", urls, "-c", cache, "-x", "print-unread"],
                   stdout=subprocess.DEVNULL, check=True)
    base = sqlite3.connect(cache)
    base.execute("INSERT OR REPLACE INTO rss_feed (rssurl, url, title) VALUES (?, ?, 'Everything')", (FEED, FEED))
    count = 0

    def rows():
        nonlocal count
        with articles.open(encoding="utf-8") as lines:
            for line in lines:
                one = json.loads(line)
                text = "".join(f"<p>{html.escape(p)}</p>" for p in one["text"].split("\n\n"))
                count += 1
                yield (one["id"], one["title"], one.get("byline") or "", one.get("url") or "", FEED,
                       seconds(one.get("published")), text)

    base.executemany(
        "INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, deleted)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 1, 0)", rows())
    base.commit()
    base.close()
    size = cache.stat().st_size
    print(f"{count} articles, {size} bytes, {size // max(count, 1)} an article")


if __name__ == "__main__":
    main()
