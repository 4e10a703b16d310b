# What nginx and nginxdemos/hello have in common: nginx as nginx.org configures it, with its logs on the container's output.
ARG BASE
FROM ${BASE}
RUN ln -s /opt/programs/nginx /usr/sbin/nginx \
 && useradd --system --no-create-home --shell /bin/false nginx \
 && ln -sf /dev/stdout /var/log/nginx/access.log && ln -sf /dev/stderr /var/log/nginx/error.log
COPY nginx.conf /etc/nginx/nginx.conf
COPY nginx-entrypoint.sh /docker-entrypoint.sh
EXPOSE 80
STOPSIGNAL SIGQUIT
ENTRYPOINT ["/docker-entrypoint.sh"]
CMD ["nginx", "-g", "daemon off;"]
