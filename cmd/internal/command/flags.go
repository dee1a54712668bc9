package command

// What is said of flags that can not be: a value that means nothing, a flag that
// there is none of, one that says nothing beside another.

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// flagError says what is wrong with a flag, and what would be right.
func flagError(c *cobra.Command, err error) error {
	var value *pflag.InvalidValueError
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	switch {
	case errors.As(err, &value):
		return usagef(badValue(value.GetFlag(), value.GetValue(), err))
	case errors.As(err, &unknown):
		return usagef("no flag " + source.Escape(dashed(unknown.GetSpecifiedName(), unknown.GetSpecifiedShortnames())) + " of " + c.CommandPath() + "; " +
			nearFlag(c, unknown.GetSpecifiedName()) + c.CommandPath() + " --help lists all")
	case errors.As(err, &missing):
		flag := missing.GetFlag()
		return usagef("--" + flag.Name + " needs a value; write --" + flag.Name + " " + valueWord(flag))
	}
	return coded{exitUsage, err}
}

// badValue says what a flag takes.
func badValue(flag *pflag.Flag, value string, err error) string {
	text := "--" + flag.Name + " " + source.Escape(value)
	switch flag.Value.Type() {
	case "bool":
		return text + " means nothing; write --" + flag.Name + " alone"
	case "int", "int64":
		if errors.Is(err, strconv.ErrRange) {
			return text + " is too large; write a smaller number"
		}
		return text + " is no whole number; write one such as --" + flag.Name + " " + example(flag)
	}
	return text + ": " + err.Error()
}

// example is a number that a flag could take.
func example(flag *pflag.Flag) string {
	if flag.DefValue != "0" {
		return flag.DefValue
	}
	return "5"
}

func dashed(name, short string) string {
	if short != "" {
		return "-" + short
	}
	return "--" + name
}

// nearFlag asks whether another flag was meant.
func nearFlag(c *cobra.Command, name string) string {
	var names []string
	c.Flags().VisitAll(func(flag *pflag.Flag) { names = append(names, flag.Name) })
	if near, ok := source.Suggest(name, names); ok {
		return "did you mean --" + near + "? "
	}
	return ""
}

// counted refuses a number of states or runs that there can not be.
func counted(flag string, n int) error {
	const most = 2_000_000_000
	if n < 1 || n > most {
		return usagef(fmt.Sprintf("--%s is a whole number from 1 to %d, not %d", flag, most, n))
	}
	return nil
}

// alone refuses all flags beside one that is given, but for those that say
// something beside it and those of every command.
func alone(c *cobra.Command, flag string, but ...string) (err error) {
	if !c.Flags().Changed(flag) {
		return nil
	}
	c.LocalNonPersistentFlags().VisitAll(func(other *pflag.Flag) {
		if err == nil && other.Changed && other.Name != flag && !slices.Contains(but, other.Name) {
			err = idle(other.Name, "--"+flag)
		}
	})
	return err
}

// without refuses flags that say nothing beside something.
func without(c *cobra.Command, beside string, names ...string) error {
	for _, name := range names {
		if c.Flags().Changed(name) {
			return idle(name, beside)
		}
	}
	return nil
}

// idle is that a flag says nothing beside something.
func idle(flag, beside string) error {
	return usagef("--" + flag + " says nothing beside " + beside + "; leave it out")
}

// needs refuses a flag that says nothing without another.
func needs(c *cobra.Command, flag, other string) error {
	if !c.Flags().Changed(flag) || c.Flags().Changed(other) {
		return nil
	}
	return usagef("--" + flag + " needs --" + other)
}
