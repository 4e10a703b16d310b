# Stands in for nginx of Docker Hub, which is Debian with nginx, curl and no tools beside them.
ARG BASE
FROM ${BASE}
RUN ln -s /opt/programs/bash /usr/bin/bash
COPY default.conf /etc/nginx/conf.d/default.conf
