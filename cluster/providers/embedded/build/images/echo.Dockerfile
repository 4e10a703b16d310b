# As registry.k8s.io/gateway-api/echo-advanced, which is Istio's own test application: its certificate is one for tests.
ARG BASE
FROM ${BASE}
COPY --from=echo client server /usr/local/bin/
COPY --from=echo-modules dns/cert-chain.pem /cert.crt
COPY --from=echo-modules dns/key.pem /cert.key
RUN chmod 644 /cert.key && useradd --create-home --uid 1338 application
USER 1338
ENTRYPOINT ["/usr/local/bin/server"]
