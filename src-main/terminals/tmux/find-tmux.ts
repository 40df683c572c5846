/**
 * POSIX sh text that leaves the path of tmux in `$fl_tmux`, or empty. An ssh exec request seldom has the PATH of a login,
 * and changing PATH here would change it for everything that ever runs in the tmux server started by us.
 */
export const findTmux = `fl_tmux=$(command -v tmux 2>/dev/null)
if [ -z "$fl_tmux" ]; then
  for fl_dir in /usr/local/bin /opt/homebrew/bin /opt/local/bin /usr/pkg/bin "$HOME/bin" "$HOME/.local/bin"; do
    if [ -x "$fl_dir/tmux" ]; then fl_tmux=$fl_dir/tmux; break; fi
  done
fi
unset fl_dir
`;
