#!/usr/bin/env bash
# Version: remend 1.4.0 (npm), the repair of unfinished Markdown in a stream.
# Behaviour: its README says that an unfinished image is removed; a text that ends in half an image address comes back with an
#   image whose address is the library's own placeholder, which a renderer then shows as a broken picture or as its text.
#   We expected the unfinished image to be gone until its address is whole.
# Seen: the repaired text contains "streamdown:incomplete-image", or the README has been made true.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts remend@1.4.0
cat > run.mjs <<'JS'
import remend from 'remend';
const texts = ['See ![', 'See ![a map', 'See ![a map](https://example.com/ma'];
const shown = texts.map((text) => remend(text));
console.log('remend 1.4.0:', JSON.stringify(shown));
process.exit(shown.some((text) => text.includes('incomplete-image')) ? 0 : 1);
JS
node run.mjs; grep -n -i "image" node_modules/remend/README.md | head -5
