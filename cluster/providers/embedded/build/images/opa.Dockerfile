# As openpolicyagent/opa: the program alone, under a user without rights.
FROM scratch
COPY --from=opa opa /opa
USER 1000:1000
ENTRYPOINT ["/opa"]
CMD ["run"]
