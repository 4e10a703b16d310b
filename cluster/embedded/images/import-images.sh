#!/bin/bash
# Runs in a container of the empty node image: puts archives of images into containerd's store.
#   import-images.sh FOLDER NAME=FURTHER-NAME…
set -euo pipefail
folder=$1
shift
containerd > /dev/null 2>&1 &
until [ -S /run/containerd/containerd.sock ]; do sleep 0.1; done
for archive in "$folder"/*.tar; do
  # no unpacking: overlay on overlay is refused here, and each node unpacks what it needs onto its own volume
  ctr -n k8s.io images import --no-unpack --label io.cri-containerd.pinned=pinned "$archive" > /dev/null
done
for pair in "$@"; do
  ctr -n k8s.io images tag "${pair%%=*}" "${pair#*=}" > /dev/null
  ctr -n k8s.io images label "${pair#*=}" io.cri-containerd.pinned=pinned > /dev/null
done
kill %1
wait %1 || true
