# As registry.k8s.io/e2e-test-images/agnhost is called by Kubernetes' specs: one program, of the same sources.
ARG BASE
FROM ${BASE}
COPY --from=agnhost agnhost /agnhost
ENTRYPOINT ["/agnhost"]
CMD ["pause"]
