# The local cloud alone: DEVELOPMENT AND TESTS ONLY. It signs anybody in, and is never part of the product's image.
ARG BUILD_IMAGE=docker.io/library/node:24-bookworm-slim

FROM ${BUILD_IMAGE}
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error
COPY . .
RUN node --input-type=module -e "import { build } from './scripts/build.mjs'; await build(['local-cloud'])" \
 && chown -R node:node dist
USER node
EXPOSE 3900
CMD ["node", "dist/local-cloud/cli.js", "--port", "3900", "--product-url", "http://localhost:3000"]
