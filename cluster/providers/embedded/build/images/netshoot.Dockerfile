# Stands in for nicolaka/netshoot: root, with every program that the others lack, but no server.
ARG BASE
FROM ${BASE}
RUN cd /opt/programs && for program in *; do [ "$program" = nginx ] || ln -sf /opt/programs/$program /usr/bin/$program; done
WORKDIR /root
ENV HOSTNAME=netshoot
CMD ["bash"]
