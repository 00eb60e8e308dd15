package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"fettle/internal/need"
	datasync "fettle/sync"
)

// shells are those that a script can be made for.
func shells() []string { return []string{"bash", "zsh", "fish", "powershell"} }

func (a *app) completionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print a script that lets Tab complete commands: bash, zsh, fish or powershell",
		Long: `Prints a script that lets Tab complete fettle's commands, flags and needs.

  bash         fettle completion bash > ~/.local/share/bash-completion/completions/fettle
  zsh          fettle completion zsh > a folder of your $fpath, as the file _fettle
  fish         fettle completion fish > ~/.config/fish/completions/fettle.fish
  powershell   fettle completion powershell >> $PROFILE

It holds from the next time that you open a terminal.`,
		Args:      cobra.ExactArgs(1),
		ValidArgs: shells(),
		RunE:      func(cmd *cobra.Command, args []string) error { return a.completion(cmd.Root(), args[0]) },
	}
}

func (a *app) completion(root *cobra.Command, shell string) error {
	var err error
	switch shell {
	case "bash":
		err = root.GenBashCompletionV2(a.out, true)
	case "zsh":
		err = root.GenZshCompletion(a.out)
	case "fish":
		err = root.GenFishCompletion(a.out, true)
	case "powershell":
		err = root.GenPowerShellCompletionWithDesc(a.out)
	default:
		return usage("there is no script for %q: there are those for %s", shell, strings.Join(shells(), ", "))
	}
	if err != nil {
		return fmt.Errorf("print the script for %s: %w", shell, err)
	}
	return nil
}

// complete lets Tab complete what flags and commands take, as far as it is
// known without opening the library.
func complete(root *cobra.Command) error {
	var needs []string
	for _, n := range need.Needs() {
		needs = append(needs, n.ID+"\t"+n.Label)
	}
	var known []string
	for _, k := range datasync.Catalogue() {
		known = append(known, k.Key+"\t"+k.Publisher)
	}
	for _, c := range allCommands(root) {
		if c.Flags().Lookup("need") != nil {
			if err := c.RegisterFlagCompletionFunc("need", cobra.FixedCompletions(needs, cobra.ShellCompDirectiveNoFileComp)); err != nil {
				return fmt.Errorf("complete needs: %w", err)
			}
		}
		if path := c.CommandPath(); path == "fettle feeds add" || path == "fettle feeds check" {
			c.ValidArgsFunction = cobra.FixedCompletions(known, cobra.ShellCompDirectiveNoFileComp)
		}
	}
	return nil
}

// allCommands returns a command and all below it, in the order of their names.
func allCommands(c *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{c}
	for _, sub := range c.Commands() {
		all = append(all, allCommands(sub)...)
	}
	return all
}
