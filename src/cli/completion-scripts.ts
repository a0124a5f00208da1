// What a shell runs when Tab is pressed. Each asks `ivy --complete WORDS…` for lines of "value<tab>description"; the last
// line says with a colon what the shell is to do itself: complete files or folders, or leave out the space.

const bash = `# Completion of ivy for bash (3.2 or newer). Once:  source <(ivy completion bash)
# For every shell:  ivy completion bash > ~/.local/share/bash-completion/completions/ivy
_ivy() {
  local line asks="" before="" i
  local -a words=()
  # "--flag=value" comes in three pieces, because = breaks words.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    if ((\${#words[@]} > 0)) && [[ \${COMP_WORDS[i]} == "=" || \${COMP_WORDS[i - 1]} == "=" ]]; then
      words[\${#words[@]} - 1]+=\${COMP_WORDS[i]}
    else
      words+=("\${COMP_WORDS[i]}")
    fi
  done
  local current=\${words[\${#words[@]} - 1]}
  # Only the piece behind the = is replaced.
  if [[ $current == *=* && $COMP_WORDBREAKS == *=* ]]; then before=\${current%"\${current##*=}"}; fi
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :*) asks=$line ;;
      *)
        line=\${line%%$'\\t'*}
        COMPREPLY+=("\${line#"$before"}")
        ;;
    esac
  done < <(ivy --complete "\${words[@]}" 2>/dev/null)
  case $asks in
    *files*) compopt -o default 2>/dev/null || COMPREPLY=($(compgen -f -- "\${current#"$before"}")) ;;
    *folders*) compopt -o dirnames 2>/dev/null || COMPREPLY=($(compgen -d -- "\${current#"$before"}")) ;;
    *nospace*) compopt -o nospace 2>/dev/null ;;
  esac
}
complete -F _ivy ivy
`;

const zsh = `#compdef ivy
# Completion of ivy for zsh. Once:  source <(ivy completion zsh)
# For every shell: write it to a file _ivy in a folder of $fpath, before compinit.
_ivy() {
  local line asks=""
  local -a lines values
  lines=("\${(@f)$(ivy --complete "\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null)}")
  for line in "\${lines[@]}"; do
    if [[ $line == :* ]]; then
      asks=$line
    elif [[ -n $line ]]; then
      values+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
    fi
  done
  case $asks in
    *files*) compset -P '--*='; _files; return ;;
    *folders*) compset -P '--*='; _files -/; return ;;
    *nospace*) _describe -V ivy values -S '' ;;
    *) _describe -V ivy values ;;
  esac
}
if [[ \${funcstack[1]} == _ivy ]]; then
  _ivy "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit; compinit; }
  compdef _ivy ivy
fi
`;

const fish = `# Completion of ivy for fish. Once:  ivy completion fish | source
# For every shell:  ivy completion fish > ~/.config/fish/completions/ivy.fish
function __ivy_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -e words[1]
    for line in (ivy --complete $words "$current" 2>/dev/null)
        switch $line
            case ':*files*'
                __fish_complete_path (string replace -r '^--[^=]*=' '' -- "$current")
            case ':*folders*'
                __fish_complete_directories (string replace -r '^--[^=]*=' '' -- "$current")
            case ':*'
            case '*'
                echo $line
        end
    end
end
complete -c ivy -f -a '(__ivy_complete)'
`;

/** The scripts, by the name of their shell. */
export const COMPLETION_SCRIPTS: ReadonlyMap<string, string> = new Map([
  ["bash", bash],
  ["zsh", zsh],
  ["fish", fish],
]);
