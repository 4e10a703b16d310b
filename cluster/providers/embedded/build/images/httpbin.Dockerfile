# As mccutchen/go-httpbin: the program under root, without the certificates and time zones that it ships with.
FROM scratch
COPY --from=httpbin go-httpbin /bin/go-httpbin
ENV PATH=/bin
EXPOSE 8080
CMD ["/bin/go-httpbin"]
