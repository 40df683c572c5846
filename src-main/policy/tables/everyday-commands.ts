/** What administrators type all day to look at a machine. Each runs by itself in the mode read-only with the preset balanced. */
export const everydayCommands: readonly string[] = String.raw`
ls
ls -la
ls -lahtr /var/log
ls -ld /etc /var
ls -R /etc/nginx
ls -1 /etc/cron.d
ls --color=auto -lh
ll=1; ls -l
pwd
cd /var/log && ls
cd /etc; ls -l hosts
cat /etc/os-release
cat /etc/hosts /etc/resolv.conf
cat /proc/cpuinfo
cat /proc/meminfo | head -5
cat /etc/nginx/nginx.conf | grep -v '^#'
cat /var/log/syslog | tail -n 50
head -n 20 /etc/passwd
head -5 /etc/group
tail -n 100 /var/log/nginx/error.log
tail -f /var/log/syslog
tail -100 /var/log/auth.log
tail -n +2 /etc/fstab
wc -l /etc/passwd
sort /etc/passwd
sort -t: -k3 -n /etc/passwd
cut -d: -f1 /etc/passwd | sort | uniq -c | sort -rn
awk '{print $1}' /var/log/nginx/access.log | sort | uniq -c | sort -rn | head
awk -F: '$3 >= 1000 {print $1, $3}' /etc/passwd
awk 'NR==1 || /error/' /var/log/syslog
awk '{s+=$5} END {print s}' sizes.txt
sed -n '10,20p' /etc/ssh/sshd_config
sed -n '/Host/p' /etc/ssh/ssh_config
sed 's/#.*//' /etc/hosts
grep -r "listen" /etc/nginx/
grep -rn --include='*.conf' server_name /etc/nginx
grep -i error /var/log/syslog | tail -20
grep -c processor /proc/cpuinfo
grep -v '^#' /etc/ssh/sshd_config | grep -v '^$'
grep -E 'foo|bar' file.txt
egrep 'a|b' /etc/hosts
fgrep x /etc/hosts
zgrep error /var/log/syslog.2.gz
zcat /var/log/syslog.2.gz | head
find /var/log -name '*.log' -mtime -1
find / -type f -size +100M 2>/dev/null
find /etc -name 'nginx*' -ls
find . -maxdepth 2 -type d
find /var -xdev -type f -printf '%s %p\n' | sort -rn | head
stat /etc/passwd
stat -c '%U %G %a' /etc/passwd
file /bin/ls
readlink -f /usr/bin/python3
realpath .
basename /a/b
dirname /a/b
du -sh /var/*
du -xh --max-depth=1 / 2>/dev/null | sort -h
df -h
df -hT /
df -i
free -m
free -h
uptime
uname -a
uname -r
hostname
hostname -f
hostnamectl
date
date -u +%FT%TZ
date -d yesterday +%F
timedatectl
timedatectl status
cal
whoami
id
id www-data
groups
who
w
last -n 10
lastlog
getent passwd root
getent hosts example.com
ps aux
ps -ef | grep nginx
ps aux --sort=-%mem | head -15
ps -eo pid,ppid,cmd,%cpu --sort=-%cpu | head
pgrep -a nginx
pidof sshd
pstree -p
top -b -n 1 | head -20
vmstat 1 3
iostat -x 1 2
mpstat -P ALL 1 1
sar -u 1 3
lsof -i :80
lsof -nP -iTCP -sTCP:LISTEN
lsof -p 1
fuser -v 80/tcp
lscpu
lsblk
lsblk -f
lspci -v
lsusb
lsmod
modinfo ext4
dmesg | tail -30
dmesg -T | grep -i oom
mount
mount | grep ext4
findmnt
blkid
swapon --show
cat /proc/loadavg; nproc
sysctl -a
sysctl net.ipv4.ip_forward
ip a
ip addr show eth0
ip -br link
ip route
ip -4 route get 1.1.1.1
ip neigh
ss -tulpn
ss -s
ss -tan state established
netstat -tulpn
netstat -rn
ifconfig
arp -n
route -n
ping -c 3 8.8.8.8
ping -c1 -W2 web-1
traceroute -n example.com
dig example.com
dig +short MX example.com
dig @1.1.1.1 example.com AAAA
host example.com
nslookup example.com
ethtool eth0
nmcli device status
resolvectl status
systemctl status nginx
systemctl status nginx --no-pager -l
systemctl --failed
systemctl list-units --type=service --state=running
systemctl list-timers --all
systemctl is-active nginx
systemctl is-enabled ssh
systemctl cat nginx
systemctl show nginx -p MainPID
journalctl -u nginx --since '1 hour ago' --no-pager
journalctl -u ssh -n 50
journalctl -p err -b
journalctl -k --no-pager | tail
journalctl --disk-usage
journalctl -xe --no-pager
loginctl list-sessions
service nginx status
systemd-analyze blame
crontab -l
docker ps
docker ps -a --format '{{.Names}} {{.Status}}'
docker images
docker logs --tail 100 web
docker inspect web
docker stats --no-stream
docker compose ps
docker network ls
docker volume ls
docker system df
docker version
podman ps -a
kubectl get pods
kubectl get pods -A -o wide
kubectl describe pod web-1 -n prod
kubectl logs web-1 --tail=100
kubectl get nodes
kubectl top pods
kubectl get events --sort-by=.lastTimestamp
kubectl config current-context
helm list -A
git status
git log --oneline -10
git diff
git diff HEAD~1 --stat
git show HEAD
git branch -a
git remote -v
apt list --upgradable
apt-cache policy nginx
dpkg -l | grep nginx
dpkg -L nginx
dpkg -S /bin/ls
rpm -qa
rpm -qi bash
dnf list installed
yum history
pip list
npm ls --depth=0
nginx -t
nginx -v
apachectl -S
ufw status verbose
iptables -L -n -v
nft list ruleset
firewall-cmd --list-all
openssl version
openssl x509 -in /etc/ssl/certs/site.crt -noout -dates
postqueue -p
mailq
virsh list --all
zpool status
zfs list
pvs
vgs
lvs
cat /proc/mdstat
mdadm --detail /dev/md0
smartctl -a /dev/sda
getenforce
sestatus
env | sort
printenv PATH
echo $PATH
echo "$HOME"
echo hello
printf '%s\n' hello
which nginx
type ls
command -v docker
man -k nginx | head
md5sum /etc/hosts
sha256sum file.iso
diff /etc/hosts /etc/hosts.bak
diff -u a.conf b.conf
tar -tzf backup.tar.gz
unzip -l a.zip
tree -L 2 /etc/nginx
xxd file.bin | head
strings /bin/ls | head
jq '.items[].name' data.json
cat data.json | jq .
column -t -s: /etc/passwd
for f in /var/log/*.log; do echo "$f"; tail -n 1 "$f"; done
if [ -f /etc/nginx/nginx.conf ]; then echo yes; fi
test -d /var/www && ls /var/www
[[ -r /etc/hosts ]] && cat /etc/hosts
while read -r l; do echo "$l"; done < /etc/hosts
ls /nonexistent 2>&1 | head
ls -l > /dev/null
LC_ALL=C sort /etc/hosts
TZ=UTC date
timeout 5 ls /
time ls
nice ls
xargs -n1 echo < list.txt
find /etc -name '*.conf' | xargs grep -l listen
ls -l $(which nginx)
echo "kernel $(uname -r)"
uptime; free -m; df -h
ps aux | awk '{print $2, $11}' | head
getconf PAGE_SIZE
ulimit -a
locale
chronyc tracking
`
  .split("\n")
  .filter((line) => line !== "");
