# Builds from a fresh clone: docker build -t escalation .
# Runs read-only: docker run --read-only -v escalation-data:/data -p 8080:8080 -e API_KEYS=<name:scope:sha256> escalation
# Without a credential it has to be told, and is published on loopback only:
# docker run --read-only -p 127.0.0.1:8080:8080 -e HOST=0.0.0.0 -e ALLOW_UNPROTECTED=true escalation
# By digest: docs/operations.md.
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts
COPY tools/build ./tools/build
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN npm run build

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production STORE_PATH=/data
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY models ./models
COPY policies ./policies
COPY openapi.yaml openapi.json openapi-3.0.json LICENSE ./
RUN mkdir /data && chown node:node /data
# The user node, by its number: Kubernetes can then tell that it is not root.
USER 1000
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.ADMIN_PORT || process.env.PORT || 8080}/health/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# As npm start; docs/decisions/memory.md has the reason.
CMD ["node", "--max-semi-space-size=8", "dist/main.js"]
