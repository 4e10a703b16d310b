# Stands in for curlimages/curl: a user without rights, curl unless told otherwise, and beside it no more than Alpine has.
ARG BASE
FROM ${BASE}
RUN for program in ip nc nslookup ping ps; do ln -sf /opt/programs/$program /usr/bin/$program; done \
 && useradd --system --create-home curl_user \
 && cp /etc/ssl/certs/ca-certificates.crt /cacert.pem
COPY curl-entrypoint.sh /entrypoint.sh
ENV CURL_CA_BUNDLE=/cacert.pem
USER curl_user
WORKDIR /home/curl_user
ENTRYPOINT ["/entrypoint.sh"]
CMD ["curl"]
