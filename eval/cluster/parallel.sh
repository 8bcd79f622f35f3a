#!/usr/bin/env bash
# Analyses JSON Lines with many processes (GNU parallel, else xargs) and counts at the end: eval/cluster/parallel.sh IN OUT [PARTS]
# Each process reads the whole file and answers its own lines; part I of N has the lines whose place modulo N is I.
# Line K of part I answers line K * N + I of the input (all from 0), so that order and number can be given back.
set -euo pipefail
in=$1 out=$2 parts=${3:-$(nproc)}
nutgraf=${NUTGRAF:-nutgraf}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# `line` of an answer stays the line of the input.
one="'$nutgraf' analyze --every-line --shard {}/$parts '$in' > '$work/{}'"
if command -v parallel >/dev/null && parallel --version 2>/dev/null | grep -q GNU; then
  seq 0 $((parts - 1)) | parallel --halt now,fail=1 -j "$parts" "$one"
else
  seq 0 $((parts - 1)) | xargs -P "$parts" -I{} sh -c "$one"
fi
# One line of each part in turn is the order of the input again.
files=()
for ((i = 0; i < parts; i++)); do files+=("$work/$i"); done
paste -d '\n' "${files[@]}" | sed '/^$/d' >"$out"
# A tool that stops early loses lines without a word: only the counts tell. The last line may lack its line feed.
want=$(grep -c '' "$in" || true)
got=$(grep -c '' "$out" || true)
if [ "$want" != "$got" ]; then
  echo "parallel.sh: $want lines in, $got out" >&2
  exit 1
fi
echo "$got lines, $(grep -c '^{\("id":"[^"]*",\)\?"line":' "$out" || true) of them could not be read"
