#!/usr/bin/env bash
# Version: Jest 30.5.2 (npm), source: packages/jest-cli/src/args.ts declares --selectProjects as an array.
# Behaviour: every bare word after --selectProjects becomes a project name, unknown names are ignored in silence, and so
#   `jest --selectProjects one some/path` runs the WHOLE project "one" instead of the one path. With the path first
#   (`jest some/path --selectProjects one`) only that path runs. We expected the word after the project to filter paths.
# Seen: path last: 2 test suites run; path first: 1. Exit 1 here when that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
mkdir a b
echo 'test("a", () => { expect(1).toBe(1); });' > a/a.test.js
echo 'test("b", () => { expect(1).toBe(1); });' > b/b.test.js
cat > package.json <<'JSON'
{ "private": true, "jest": { "projects": [ { "displayName": "one" } ] } }
JSON
npm install --silent --no-audit --no-fund --ignore-scripts jest@30.5.2
suites() { npx jest "$@" 2>&1 | sed -n 's/^Test Suites:.* \([0-9]*\) total$/\1/p'; }
last=$(suites --selectProjects one a/)
first=$(suites a/ --selectProjects one)
echo "jest 30.5.2: path after --selectProjects: $last suites; path before it: $first"
[ "$last" = 2 ] && [ "$first" = 1 ]
