package command

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// template is a scenario to begin with.
type template struct {
	name     string // of its file too
	what     string
	hosts    bool // how many there are can be chosen
	platform codedeploy.Platform
}

var templates = []template{
	{"in-place", "deploys to the instances that are there", true, codedeploy.Server},
	{"auto-scaling", "deploys to an Auto Scaling group, which grows meanwhile", true, codedeploy.Server},
	{"blue-green", "deploys to replacements, and moves traffic to them", true, codedeploy.Server},
	{"lambda", "shifts the traffic of a function's alias", false, codedeploy.Lambda},
	{"ecs", "shifts the traffic of a service to new tasks", false, codedeploy.ECS},
}

//go:embed drafts
var drafts embed.FS

// configurations are the predefined ones of the template's platform, without
// what all names begin with.
func (t *template) configurations() (names []string) {
	for _, c := range codedeploy.Predefined {
		if c.Platform == t.platform {
			names = append(names, strings.TrimPrefix(c.Name, "CodeDeployDefault."))
		}
	}
	return names
}

func templateNames() (names []string) {
	for _, t := range templates {
		names = append(names, t.name)
	}
	return names
}

type newOptions struct {
	*factory
	path, config, template string
	hosts                  int
}

func newCmdNew(f *factory) *cobra.Command {
	o := &newOptions{factory: f}
	long := "Write a scenario that runs as it stands and says what to change. What no flag gives\n" +
		"is asked for. A file that exists is never overwritten (exit code 5). Templates:\n"
	for _, t := range templates {
		long += fmt.Sprintf("\n  %-13s %s", t.name, t.what)
	}
	cmd := &cobra.Command{
		Use: "new FILE", Short: "Write a scenario to begin with", Long: long,
		Example: "  rehearse new mine.yaml\n  rehearse new mine.yaml --hosts 12 --config HalfAtATime --no-input\n" +
			"  rehearse new mine.yaml --template blue-green --hosts 3\n" +
			"  rehearse new mine.yaml --template ecs --config ECSCanary10Percent5Minutes",
		Args: args(cobra.ExactArgs(1)),
		RunE: func(c *cobra.Command, a []string) error {
			o.path = a[0]
			return o.run(c.Flags().Changed("hosts"))
		},
	}
	cmd.Flags().StringVar(&o.template, "template", templates[0].name, strings.Join(templateNames(), ", "))
	cmd.Flags().IntVar(&o.hosts, "hosts", 0, "number of hosts, 1 to 10000000")
	cmd.Flags().StringVar(&o.config, "config", "", "a predefined configuration, such as OneAtATime or LambdaAllAtOnce")
	return cmd
}

// chosen is the template that was asked for; it refuses flags that do not fit.
func (o *newOptions) chosen(hosts bool) (*template, error) {
	at := slices.Index(templateNames(), strings.ToLower(o.template))
	if at < 0 {
		return nil, usagef("--template is one of " + strings.Join(templateNames(), ", "))
	}
	t := &templates[at]
	switch {
	case hosts && !t.hosts:
		return nil, usagef("--hosts says nothing to the template " + t.name)
	case hosts && wholeNumber(strconv.Itoa(o.hosts)) != nil:
		return nil, usagef("--hosts is " + wholeNumber("").Error())
	case o.config != "" && !slices.Contains(t.configurations(), o.config):
		return nil, usagef("--config is " + strings.Join(t.configurations(), ", ") + o.elsewhere())
	}
	return t, nil
}

// elsewhere says with which template a configuration would fit.
func (o *newOptions) elsewhere() string {
	for i := range templates {
		if slices.Contains(templates[i].configurations(), o.config) {
			return "; " + o.config + " goes with --template " + templates[i].name
		}
	}
	return ""
}

func (o *newOptions) run(hosts bool) error {
	t, err := o.chosen(hosts)
	if err != nil {
		return err
	}
	if _, err := os.Lstat(o.path); err == nil {
		return o.exists()
	}
	if err := o.ask(t); err != nil {
		return err
	}
	draft, err := drafts.ReadFile("drafts/" + t.name + ".yaml")
	if err != nil {
		return err
	}
	text := strings.NewReplacer("{{hosts}}", strconv.Itoa(o.hosts), "{{more}}", strconv.Itoa(o.hosts+1), "{{config}}", o.config).Replace(string(draft))
	if _, found := scenarios.Decode(o.path, []byte(text)); found.HasErrors() {
		return found
	}
	if err := o.write(text); err != nil {
		return err
	}
	if o.json {
		return o.document(map[string]string{"schema": "rehearse/new/1", "path": o.path})
	}
	o.io.Printf("wrote %s; now: rehearse run %s\n", o.path, o.path)
	return nil
}

// write makes the file, which must be new.
func (o *newOptions) write(text string) error {
	file, err := os.OpenFile(o.path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return o.exists()
	}
	if err != nil {
		return unwritable("", o.path, err)
	}
	_, err = file.WriteString(text)
	return errors.Join(err, file.Close())
}

func (o *newOptions) exists() error {
	return coded{exitConflict, errors.New(source.Escape(o.path) + " exists; choose another name")}
}

// ask asks for what no flag gave; with --no-input there are defaults.
func (o *newOptions) ask(t *template) error {
	configurations := t.configurations()
	if o.io.NoInput {
		o.config = orElse(o.config, configurations[0])
		if t.hosts {
			o.hosts = max(o.hosts, 4)
		}
	}
	if o.hosts == 0 && t.hosts {
		answer, err := o.io.Prompter().Input("Number of hosts", "4", wholeNumber)
		if err != nil {
			return err
		}
		o.hosts, _ = strconv.Atoi(answer)
	}
	if o.config == "" {
		n, err := o.io.Prompter().Select("Which deployment configuration?", configurations, 0)
		if err != nil {
			return err
		}
		o.config = configurations[n]
	}
	return nil
}

func wholeNumber(text string) error {
	if n, err := strconv.Atoi(text); err != nil || n < 1 || n > scenarios.MaxInstances {
		return fmt.Errorf("a whole number from 1 to %d", scenarios.MaxInstances)
	}
	return nil
}

func orElse(a, b string) string {
	if a == "" {
		return b
	}
	return a
}
