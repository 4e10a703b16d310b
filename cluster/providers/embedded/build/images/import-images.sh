#!/bin/bash
# Runs in a container of the empty node image: puts archives of images into containerd's store.
#   import-images.sh FOLDER STORE NAME=FURTHER-NAME…
# STORE is a volume. What is large goes from it to /kind, outside of the folder that each node copies to a volume of its own when it
# starts: nodes share one copy of it, the image's, and unpack nothing.
set -euo pipefail
folder=$1 store=$2
shift 2
containerd --root "$store" > /dev/null 2>&1 &
until [ -S /run/containerd/containerd.sock ]; do sleep 0.1; done
for archive in "$folder"/*.tar; do
  ctr -n k8s.io images import --label io.cri-containerd.pinned=pinned "$archive" > /dev/null
done
for pair in "$@"; do
  ctr -n k8s.io images tag "${pair%%=*}" "${pair#*=}" > /dev/null
  ctr -n k8s.io images label "${pair#*=}" io.cri-containerd.pinned=pinned > /dev/null
done
kill %1
wait %1 || true

deletions=$(find "$store" -type c -exec stat --format '%t:%T %n' {} + | grep '^0:0 ' || true)
[ -z "$deletions" ] || { echo "a layer deletes files, which a copy of it cannot: $deletions"; exit 1; }
mkdir -p /kind/layers /kind/blobs
for layer in "$store"/io.containerd.snapshotter.v1.overlayfs/snapshots/*; do
  cp --archive "$layer/fs" "/kind/layers/${layer##*/}"
  rm -rf "$layer/fs"
  ln -s "/kind/layers/${layer##*/}" "$layer/fs"
done
find "$store/io.containerd.content.v1.content/blobs" -type f -size +64k | while read -r blob; do
  mv "$blob" /kind/blobs/
  ln -s "/kind/blobs/${blob##*/}" "$blob"
done
mkdir -p /var/lib/containerd
cp --archive "$store/." /var/lib/containerd/
