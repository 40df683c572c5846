import { findTmux } from "./find-tmux.ts";

/** The first line of the relay; what a login script printed may stand before it. */
export const relayGreeting = "fairlead-relay 1\n";

// No single quotes: it stands between two of them.
const program = String.raw`use strict;
use Fcntl;
my ($tmux, $base) = @ARGV;
my ($slice, $high, $low, $limit) = (32768, 1 << 20, 1 << 18, 8 << 20);
my (%pipes, %stopped, $client, $process, $child, $over);
my ($in, $out, $made) = ("", "fairlead-relay 1\n", 0);
$SIG{PIPE} = "IGNORE";
$SIG{CHLD} = sub { };
$SIG{$_} = sub { $over = 1 } for qw(TERM HUP INT);
umask 077;

sub tell_of {
  my ($kind, $p, $bytes) = @_;
  $out .= pack("aNN", $kind, $p->{id}, length $bytes) . $bytes;
}

sub unlink_pipe {
  my ($p) = @_;
  unlink "$p->{folder}/pipe";
  rmdir $p->{folder};
}

sub forget {
  my ($p) = @_;
  unlink_pipe($p) unless $p->{open};
  close $p->{handle} if $p->{handle};
  delete $pipes{$p->{id}};
}

sub in_tmux {
  my $pid = fork;
  return $pid if !defined $pid || $pid;
  # What ends the relay must not end this, from its first moment on.
  setpgrp 0, 0;
  $SIG{$_} = "DEFAULT" for qw(PIPE CHLD TERM HUP INT);
  alarm 5;
  open STDIN, "<", "/dev/null";
  open STDOUT, ">", "/dev/null";
  open STDERR, ">", "/dev/null";
  exec $tmux, @_;
  exit 1;
}

sub make {
  my ($id) = @_;
  my $folder = "$base/fairlead-$$-" . ++$made . "-" . int rand 1e9;
  my $p = { id => $id, folder => $folder, queue => "", since => time, pane => "" };
  my $path = "$folder/pipe";
  my $ready = mkdir($folder, 0700) && system("mkfifo", $path) == 0;
  if ($ready && sysopen($p->{handle}, $path, O_RDONLY | O_NONBLOCK)) {
    $pipes{$id} = $p;
    tell_of("r", $p, $path);
  } else {
    unlink_pipe($p);
    tell_of("e", $p, "");
  }
}

sub order {
  my ($verb, $id, $more) = split / /, $_[0];
  if ($verb eq "c") {
    ($process, $client) = ($id, $more);
  } elsif ($verb eq "o") {
    make($id);
  } elsif (my $p = $pipes{$id}) {
    if ($verb eq "p") { $p->{pane} = $more }
    elsif ($verb eq "x") { forget($p) }
    else { $p->{held} = $verb eq "h" }
  }
}

sub take {
  my ($p) = @_;
  my $count = sysread $p->{handle}, my $bytes, 65536;
  if (!$count) {
    # Before the other end is open there is an end of data, too.
    my $late = !$p->{open} && time - $p->{since} > 10;
    $p->{ended} = 1 if defined $count && ($p->{open} || $late);
    return;
  }
  if (!$p->{open}) {
    $p->{open} = 1;
    unlink_pipe($p);
    substr($bytes, 0, 1) = "";
  }
  return if $p->{lost};
  $p->{queue} .= $bytes;
  $p->{long} = 1 if length $p->{queue} > $high;
  return if length $p->{queue} <= $limit;
  undef $p->{queue};
  $p->{lost} = 1;
  tell_of("l", $p, "");
}

sub pass {
  for my $p (values %pipes) {
    if (length $p->{queue}) {
      next if $p->{held};
      tell_of("d", $p, substr $p->{queue}, 0, $slice, "");
      # The memory of a long queue is given back.
      undef $p->{queue} if $p->{long} && $p->{queue} eq "";
    } elsif ($p->{ended}) {
      tell_of("e", $p, "");
      forget($p);
    }
  }
}

sub steer {
  return if !$client;
  return if $child && waitpid($child, 1) == 0;
  $child = 0;
  my %wanted;
  for my $p (values %pipes) {
    next if $p->{pane} eq "" || $p->{lost};
    my $enough = $stopped{$p->{pane}} ? $low : $high;
    $wanted{$p->{pane}} = 1 if length $p->{queue} > $enough;
  }
  for my $pane (keys %wanted, keys %stopped) {
    next if !$wanted{$pane} == !$stopped{$pane};
    my @flags = $wanted{$pane} ? ("continue", "off") : ("on", "pause");
    if ($wanted{$pane}) { $stopped{$pane} = 1 } else { delete $stopped{$pane} }
    my @words = map { (";", "refresh-client", "-t", $client, "-A", "%$pane:$_") } @flags;
    shift @words;
    return $child = in_tmux(@words);
  }
}

srand;
fcntl STDOUT, F_SETFL, O_NONBLOCK | fcntl STDOUT, F_GETFL, 0;
while (!$over) {
  pass() if length $out < $slice;
  my ($read, $write, $wait) = ("", "", 30);
  vec($read, 0, 1) = 1;
  vec($write, 1, 1) = 1 if length $out;
  for my $p (values %pipes) {
    if ($p->{open}) { vec($read, fileno $p->{handle}, 1) = 1 unless $p->{ended} }
    else { $wait = 0.005 }
  }
  $wait = 0.1 if $child && $wait > 0.1;
  my $count = select $read, $write, undef, $wait;
  ($read, $write) = ("", "") if $count <= 0;
  last if $count == 0 && $process && !kill 0, $process;
  if (vec $read, 0, 1) {
    last if !sysread STDIN, $in, 4096, length $in;
    order($1) while $in =~ s/^(.*)\n//;
  }
  for my $p (values %pipes) {
    take($p) if !$p->{open} || vec $read, fileno $p->{handle}, 1;
  }
  if (vec $write, 1, 1) {
    my $sent = syswrite STDOUT, $out;
    last if !defined $sent && !$!{EAGAIN} && !$!{EINTR};
    substr($out, 0, $sent) = "" if $sent;
  }
  steer();
}

# Orders that came before a signal still count: they say which pane leads into a pipe.
vec(my $input = "", 0, 1) = 1;
while (select(my $ready = $input, undef, undef, 0) > 0) {
  last if !sysread STDIN, $in, 4096, length $in;
}
order($1) while $in =~ s/^(.*)\n//;
my @last;
for my $p (values %pipes) {
  take($p);
  my $path = "$p->{folder}/pipe";
  forget($p);
  next if $p->{ended} || $p->{pane} eq "";
  my $mine = "#{==:#{\@fairlead_pipe},$path}";
  my $close = "pipe-pane -t %$p->{pane} ; set-option -pu -t %$p->{pane} \@fairlead_pipe";
  push @last, ";", "if-shell", "-F", "-t", "%$p->{pane}", $mine, $close;
}
shift @last;
waitpid in_tmux(@last), 0 if @last;`;

/**
 * POSIX sh text of the relay: it reads the pipes of all panes of a host and passes them on in frames (`relay-frames.ts`)
 * on its standard output, taking turns. It always reads, because tmux keeps without limit what a `pipe-pane` does not
 * take: with much waiting it has tmux stop reading the program, and where that does not help (before tmux 3.4, or somebody
 * else is attached) it drops what waits and says so. Orders come on standard input, a line each:
 *
 * - `c PID NAME`: the control-mode client: the relay ends with its process. NAME only where tmux can stop reading for it.
 * - `o PIPE`: makes a pipe; answered by its path. `p PIPE PANE`: the pane that writes to it. `x PIPE`: it is not needed.
 * - `h PIPE`, `g PIPE`: hold it back, go on.
 *
 * A pipe is a FIFO in a folder of its own; both are gone once it is open at both ends. When the relay ends, whatever the
 * reason, it closes the pipes of tmux that still lead to it: nothing is left on the host.
 */
export const relayScript = `${findTmux}[ -n "$fl_tmux" ] || exit 127
unset TMUX TMUX_PANE
exec perl -e '${program}' "$fl_tmux" "\${TMUX_TMPDIR:-/tmp}"
`;

/** What a pane's output is piped to: one byte says that the pipe is open, then comes all that the program writes. */
export function pipeCommand(path: string): string {
  return `[ -p ${path} ] && exec >${path} && printf x && exec cat`;
}

/** A path that needs no quoting in a shell and is no format for tmux. */
export const isPlainPath = (path: string): boolean => /^\/[\w./-]{1,200}$/.test(path);
