# shellcheck shell=bash
# A virtual machine with another kernel than this machine's, and our classes in it.
# Sourced by ./verify; defines functions and nothing else. Needs machine.sh, root and jdk.
#
# It is Debian's kernel, taken from its package and never installed here, and an initial file system
# of three archives, one after the other: the run-time (busybox, the kernel's modules, a small JDK,
# the tools the tests call, taken from this machine), our classes, and the command to run. Nothing is
# shared with this machine and nothing is connected to its network. It needs no rights here.
#
#   LIBNETWORK_VM_KERNEL   the kernel's package, or a .deb file; else what linux-image-cloud-amd64 means
#   LIBNETWORK_VM_MEMORY   its memory in MiB; else 3072
#   LIBNETWORK_VM_CPUS     its processors; else 2

# shellcheck disable=SC2034,SC2154 # vm_... are for, root and jdk set by set by whoever sources this file
vm_home=$root/target/vm
vm_lib=$vm_home/lib
vm_reports=$vm_home/verify/out # a folder for each module, as in a checkout
vm_reason=''

# The goals of Maven, behind `package` or `verify`, that leave in vm_lib what tests need of others.
vm_goals() {
  printf '%s\n' dependency:copy-dependencies -DincludeScope=test "-DoutputDirectory=$vm_lib" \
    -DexcludeGroupIds=io.libnetwork,org.junit.jupiter,org.junit.platform,org.opentest4j,org.apiguardian
}

# Says why there is no virtual machine and keeps it as vm_reason. The status is 1: whoever asked for
# one skips, aloud.
vm_cannot() {
  vm_reason=$*
  say "no virtual machine: $vm_reason"
  return 1
}

vm_possible() {
  [[ $(uname -m) == x86_64 ]] || { vm_cannot "it is made for x86_64, and this is $(uname -m)"; return; }
  [[ -n $(type -P apt-get) && -n $(type -P dpkg-deb) ]] ||
    { vm_cannot "its kernel comes as a Debian package, and there is no apt-get or dpkg-deb here"; return; }
  [[ -n $(type -P qemu-system-x86_64) ]] ||
    vm_cannot "there is no qemu-system-x86_64: apt-get install qemu-system-x86"
}

# Downloads the kernel and a static busybox, unless they are there, and unpacks them.
# Sets vm_kernel (the kernel's file) and vm_release (its version, as modules are filed under).
vm_fetch() {
  local package=${LIBNETWORK_VM_KERNEL:-} folder
  if [[ -z $package ]]; then
    package=$(apt-cache depends linux-image-cloud-amd64 2>/dev/null | sed -n 's/.*Depends: \(linux-image-.*\)/\1/p' | head -n 1)
    # Without package lists: the newest that was downloaded before.
    [[ -n $package ]] || package=$(basename "$(find "$vm_home" -maxdepth 1 -name 'linux-image-*' 2>/dev/null | sort -V | tail -n 1)")
    [[ -n $package ]] || { vm_cannot "apt knows no linux-image-cloud-amd64; try: apt-get update"; return; }
  fi
  folder=$vm_home/$(basename "$package" .deb)
  vm_unpack "$package" "$folder" && vm_unpack busybox-static "$vm_home/busybox" || return 1
  vm_kernel=$(find "$folder/boot" -name 'vmlinuz-*' -print -quit)
  vm_release=${vm_kernel##*/vmlinuz-}
  vm_modules=$(find "$folder" -type d -path "*/lib/modules/$vm_release" -print -quit)
  vm_busybox=$(find "$vm_home/busybox" -type f -path '*/bin/busybox' -print -quit)
  [[ -n $vm_kernel && -n $vm_modules && -n $vm_busybox ]] ||
    vm_cannot "$package has no kernel with modules, or busybox-static no busybox"
}

# Unpacks the package (downloaded first) or .deb file named into the folder named, once.
vm_unpack() {
  local package=$1 folder=$2 new=$2.new
  [[ ! -d $folder ]] || return 0
  rm -rf "$new"
  mkdir -p "$new/deb"
  case $package in
    *.deb) cp -- "$package" "$new/deb/" || return 1 ;;
    *)
      say "downloading $package"
      (cd "$new/deb" && apt-get --quiet=2 download "$package" >"$vm_home/download.log" 2>&1) || {
        vm_cannot "$package could not be downloaded: $(tail -n 1 "$vm_home/download.log")"
        rm -rf "$new"
        return 1
      }
      ;;
  esac
  dpkg-deb --extract "$new"/deb/*.deb "$new" && rm -rf "$new/deb" && mv "$new" "$folder"
}

# Packs a folder the way the kernel unpacks it, into a name of its own and then moved.
vm_pack() {
  (cd "$1" && find . | "$vm_busybox" cpio -o -H newc -R 0:0 >"$2.new" 2>/dev/null) && mv "$2.new" "$2"
}

# Makes the archive of the run-time, unless it is there. Sets vm_base.
vm_make_base() {
  local stage=$vm_home/base recipe
  vm_base=$vm_home/base-$vm_release.cpio
  recipe="$jdk $jdk_build $(cat "$root/scripts/vm.sh" "$root/scripts/vm-init" | cksum) $(vm_tools | tr '\n' ' ')"
  [[ ! -e $vm_base || $(cat "$vm_base.recipe" 2>/dev/null) != "$recipe" ]] || return 0
  say "making the virtual machine's file system for $vm_release"
  rm -rf "$stage" "$vm_base"
  mkdir -p "$stage"/{proc,sys,dev,run,tmp,etc,out,state,root} "$stage"/usr/{bin,sbin,lib,lib64}
  ln -s usr/bin usr/sbin usr/lib usr/lib64 "$stage/"
  printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n' >"$stage/etc/passwd"
  printf 'root:x:0:\nnogroup:x:65534:\n' >"$stage/etc/group"
  printf '127.0.0.1 localhost\n::1 localhost\n' >"$stage/etc/hosts"
  cp "$root/scripts/vm-init" "$stage/init"
  vm_add_busybox "$stage"
  vm_add_modules "$stage" || return 1
  vm_add_tools "$stage"
  vm_add_java "$stage" || return 1
  vm_pack "$stage" "$vm_base" && rm -rf "$stage" && echo "$recipe" >"$vm_base.recipe"
}

vm_add_busybox() {
  local applet
  cp "$vm_busybox" "$1/bin/busybox"
  for applet in $("$vm_busybox" --list); do
    [[ $applet == busybox ]] || ln -s busybox "$1/bin/$applet"
  done
  # Where the kernel looks for it when something needs a module.
  ln -s ../bin/busybox "$1/sbin/modprobe"
}

# Networking, what it builds on, and the disk. None is loaded at the start: the kernel loads
# what is asked for, as it does on a machine.
vm_add_modules() {
  local target=$1/lib/modules/$vm_release part
  mkdir -p "$target/kernel/drivers/net"
  cp "$vm_modules"/modules.{builtin,builtin.modinfo,order} "$target/" || { vm_cannot "$vm_modules lacks its lists"; return; }
  for part in net lib crypto arch drivers/{block,virtio,ptp} drivers/net/{ipvlan,vxlan,wireguard}; do
    [[ ! -d $vm_modules/kernel/$part ]] || (cd "$vm_modules" && cp -r --parents "kernel/$part" "$target/") || return 1
  done
  find "$vm_modules/kernel/drivers/net" -maxdepth 1 -name '*.ko*' -exec cp -t "$target/kernel/drivers/net" {} +
  "$vm_busybox" depmod -b "$1" "$vm_release"
}

# The programs that tests start, as far as the distribution has them. The shell is one, because
# busybox's prefers its own commands to those beside it.
vm_tools() {
  local tool
  for tool in sh bash ip tc bridge ss nft nsenter unshare mount umount setpriv sysctl python3 socat conntrack iperf3; do
    PATH=/usr/bin:/usr/sbin:/bin:/sbin type -P "$tool" || true
  done
}

# Programs that tests start and libraries that we call, from this machine, with all they link to.
vm_add_tools() {
  local file
  local -a files
  mapfile -t files < <(vm_tools)
  for file in "${files[@]}"; do
    cp -L --remove-destination "$file" "$1/bin/"
    [[ $file != */python3 ]] || vm_add_python "$1" "$file"
  done
  while read -r file; do
    files+=("$file")
    vm_add_library "$1" "$file"
  done < <(find /usr/lib /usr/lib64 /lib/x86_64-linux-gnu -name 'libnftables.so.1' 2>/dev/null | head -n 1)
  while read -r file; do
    vm_add_library "$1" "$file"
  done < <(ldd "${files[@]}" "$jdk/bin/java" "$jdk/lib/server/libjvm.so" "$jdk"/lib/lib{net,nio,jimage,zip,jli}.so |
    sed -n 's/.*[[:space:]]\(\/[^ ]*\) (0x.*/\1/p' | sort -u)
}

# The part of Python's own library that opens sockets and reads frames.
vm_add_python() {
  local library part
  library=$("$2" -c 'import sysconfig; print(sysconfig.get_path("stdlib"))') || return 0
  mkdir -p "$1$library"
  cp -r "$library"/{*.py,__pycache__} "$1$library/"
  for part in encodings collections re importlib json ctypes lib-dynload; do
    [[ ! -d $library/$part ]] || cp -r "$library/$part" "$1$library/"
  done
}

vm_add_library() {
  [[ $2 == "$jdk"/* ]] || { mkdir -p "$1${2%/*}" && cp -Lf "$2" "$1$2"; }
}

# A run-time of our own rather than the whole JDK, a fifth of its size.
vm_add_java() {
  "$jdk/bin/jlink" --add-modules java.se,jdk.jfr,jdk.net,jdk.unsupported,jdk.management --strip-debug --no-header-files \
    --no-man-pages --generate-cds-archive --output "$1/jdk" >"$vm_home/jlink.log" 2>&1 || {
    vm_cannot "jlink could not make its Java run-time; see $vm_home/jlink.log"
    return
  }
  ln -s /jdk/bin/java "$1/bin/java"
}

# Makes the archive of a folder that becomes /app in the machine. Sets vm_app.
vm_make_app() {
  vm_app=$vm_home/app.cpio
  rm -rf "$vm_home/app"
  mkdir -p "$vm_home/app"
  mv "$1" "$vm_home/app/app"
  vm_pack "$vm_home/app" "$vm_app" && rm -rf "$vm_home/app"
}

# Boots the machine, runs a command in it (a line of shell, in /) and shuts it down:
#
#   vm_boot FOLDER SECONDS COMMAND [DISK]
#
# FOLDER gets console.log, all that the machine said, and out/, what the command left in /out. DISK
# is a file, made if it is not there, whose file system the machine has as /state: it keeps what the
# machine wrote from one boot to the next. What the machine says is also passed on to stdout.
# Answers the command's status, 124 if SECONDS were over first, 125 if the machine died.
vm_boot() {
  local folder=$1 seconds=$2 command=$3 disk=${4:-} status=0 accelerator=tcg,thread=multi
  local -a drives
  rm -rf "$folder"
  mkdir -p "$folder/out" "$folder/boot"
  printf '%s\n' "$command" >"$folder/boot/command"
  vm_pack "$folder/boot" "$folder/command.cpio" || return 125
  cat "$vm_base" "$vm_app" "$folder/command.cpio" >"$folder/initrd"
  truncate -s 64M "$folder/out.img"
  drives=(-drive "file=$folder/out.img,format=raw,if=virtio")
  if [[ -n $disk ]]; then
    [[ -e $disk ]] || vm_make_disk "$disk" || return 125
    drives+=(-drive "file=$disk,format=raw,if=virtio")
  fi
  # no_timer_check: on a busy machine an emulated timer looks broken, and the kernel would not boot.
  # The device alone says nothing: without the processor's help a guest on it hangs.
  if [[ -w /dev/kvm ]] && grep -qwE 'vmx|svm' /proc/cpuinfo; then accelerator=kvm; fi
  timeout --foreground --kill-after=10 "$seconds" qemu-system-x86_64 -accel "$accelerator" -cpu max -smp "${LIBNETWORK_VM_CPUS:-2}" \
    -m "${LIBNETWORK_VM_MEMORY:-3072}" -display none -monitor none -serial stdio -nic none -no-reboot "${drives[@]}" \
    -kernel "$vm_kernel" -initrd "$folder/initrd" -append "console=ttyS0 quiet panic=-1 no_timer_check" \
    </dev/null 2>&1 | sed -u 's|\r$||' | tee "$folder/console.log" || status=${PIPESTATUS[0]}
  rm -rf "${folder:?}"/{initrd,command.cpio,boot}
  tar -xf "$folder/out.img" -C "$folder/out" 2>/dev/null || true
  rm -f "$folder/out.img"
  ((status != 124 && status != 137)) || return 124
  [[ -e $folder/out/status ]] || return 125
  return "$(cat "$folder/out/status")"
}

vm_make_disk() {
  truncate -s 256M "$1" && mke2fs -q -t ext4 -F "$1"
}
