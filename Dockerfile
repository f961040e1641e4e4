# One image: the built server and client on a Node without a shell, npm or development packages.
#   docker build -t torii .
#   docker run --read-only --tmpfs /tmp -p 3000:3000 --env-file .env -e HOST=0.0.0.0 torii
# Base images by tag here; pin them by digest in your own registry for builds that repeat to the byte.
ARG BUILD_IMAGE=docker.io/library/node:24-bookworm-slim
ARG RUNTIME_IMAGE=gcr.io/distroless/nodejs24-debian12:nonroot

FROM ${BUILD_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
# As scripts/install.mjs does: versions of the lock file, no install scripts; `npm ci` fails where a registry lacks an
# optional package of another platform.
RUN npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error
COPY . .
RUN node --input-type=module -e "import { run } from './scripts/build.mjs'; process.exitCode = await run()"

FROM ${BUILD_IMAGE} AS production
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm install --no-save --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund --loglevel=error \
 && npm sbom --sbom-format=cyclonedx --omit=dev --omit=optional --package-lock-only > sbom.cdx.json \
 && mkdir -p data \
 && find node_modules \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -type f -delete

FROM ${RUNTIME_IMAGE}
WORKDIR /app
COPY --from=production /app/node_modules ./node_modules
COPY --from=production /app/package.json /app/sbom.cdx.json ./
COPY --from=build /app/dist/node ./dist/node
COPY --from=build /app/dist/client ./dist/client
# The only place that is written to, and only without a PostgreSQL database and ENCRYPTION_KEYS.
COPY --from=production --chown=65532:65532 /app/data ./.data
VOLUME /app/.data
USER 65532:65532
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=3s --start-period=20s --retries=3 \
  CMD ["/nodejs/bin/node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is process 1: SIGTERM reaches the server, which stops in order within SHUTDOWN_GRACE_SECONDS.
STOPSIGNAL SIGTERM
ENTRYPOINT ["/nodejs/bin/node"]
CMD ["dist/node/server/src/main.js"]
