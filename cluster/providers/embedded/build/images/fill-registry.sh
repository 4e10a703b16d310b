#!/bin/bash
# Fills a folder with a registry's storage, so that bringing up a cluster pushes nothing.
#   fill-registry.sh FOLDER REGISTRY-IMAGE CONTAINER LOCAL=REF…
set -euo pipefail
folder=$1 image=$2 container=$3
shift 3
# port 0: the system chooses a free one, and the registry's log says which
podman run --detach --name "$container" --network host --env REGISTRY_HTTP_ADDR=127.0.0.1:0 \
  --volume "$folder:/var/lib/registry" "$image" > /dev/null
until address=$(podman logs "$container" 2>&1 | grep -oE 'listening on 127\.0\.0\.1:[0-9]+' | grep -oE '127.*'); do sleep 0.1; done
pushed=
for pair in "$@"; do
  # a mirror is asked for the path without its host
  ref=${pair#*=} path=${ref#*/}
  tags=$folder/docker/registry/v2/repositories/${path%:*}/_manifests/tags
  if [ "${pair%:*}" = "${pushed%:*}" ]; then
    # one more tag of the image before: a push would pack its layers again
    cp -r "$tags/${pushed##*:}" "$tags/${path##*:}"
  else
    # zstd is unpacked four times as fast as gzip
    podman push --quiet --tls-verify=false --format oci --compression-format zstd "${pair%%=*}" "$address/$path"
    pushed=$pair
  fi
done
