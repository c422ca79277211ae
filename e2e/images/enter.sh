#!/bin/sh
# Inside new namespaces: sh enter.sh ROOTFS "FOLDER=MIB …" SETPRIV-ARGUMENTS… makes the mounts of a container, and becomes
# its command. All mounts end with the namespace.
set -eu
root=$1 writable=$2
shift 2
mount --make-rprivate /
mount --bind "$root" "$root"
mkdir -p "$root/proc" "$root/dev"
printf '127.0.0.1 localhost\n127.0.0.2 task\n' >"$root/etc/hosts"
for each in $writable; do
  mkdir -p "$root${each%%=*}"
  mount -t tmpfs -o "size=${each##*=}m,mode=1777,noexec,nosuid,nodev" tmpfs "$root${each%%=*}"
done
mount -t proc -o nosuid,nodev,noexec proc "$root/proc"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for node in null zero full random urandom; do
  : >"$root/dev/$node"
  mount --bind "/dev/$node" "$root/dev/$node"
done
ln -s /proc/self/fd "$root/dev/fd"
for stream in stdin:0 stdout:1 stderr:2; do ln -s "/proc/self/fd/${stream#*:}" "$root/dev/${stream%:*}"; done
mount -o remount,bind,ro "$root/dev"
mount -o remount,bind,ro "$root"
busybox hostname task
busybox ifconfig lo up
exec setpriv "$@"
