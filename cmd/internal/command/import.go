package command

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/scenarios/awsjson/imports"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

func newCmdImport(f *factory) *cobra.Command {
	var given []string
	cmd := &cobra.Command{
		Use: "import FILE…", Short: "Make a scenario of what the AWS CLI or CloudFormation has",
		Long: "Make one scenario of what the AWS CLI prints about a deployment group and its hosts,\n" +
			"function or service, and of CloudFormation templates; - is standard input, and a file may\n" +
			"hold several documents. What could not be known is taken as comments in the scenario say.\n" +
			"Nothing is called, and no credentials are needed. Of the AWS CLI these are read, in JSON:\n" +
			"  aws deploy       get-deployment-group, get-deployment-config, get-deployment,\n" +
			"                   batch-get-deployment-targets, and the batch-get forms\n" +
			"  aws ec2          describe-instances\n" +
			"  aws autoscaling  describe-auto-scaling-groups\n" +
			"  aws elb, elbv2   describe-load-balancers, describe-load-balancer-attributes (Classic),\n" +
			"                   describe-target-groups, describe-target-group-attributes, describe-target-health\n" +
			"  aws cloudwatch   describe-alarms\n" +
			"  aws lambda       get-alias, list-aliases, list-versions-by-function\n" +
			"  aws ecs          describe-services",
		Example: "  aws deploy get-deployment-group --application-name shop --deployment-group-name prod > group.json\n" +
			"  aws ec2 describe-instances > instances.json\n" +
			"  rehearse import group.json instances.json > prod.yaml\n" +
			"  rehearse run prod.yaml --fail 3@ValidateService\n" +
			"  rehearse import template.yaml --parameter Stage=prod > prod.yaml",
		Args: args(cobra.MinimumNArgs(1)),
		RunE: func(_ *cobra.Command, a []string) error {
			parameters, err := parameters(given)
			if err != nil {
				return err
			}
			return runImport(f, a, parameters)
		},
	}
	cmd.Flags().StringArrayVar(&given, "parameter", nil, "the value of a parameter of a template, NAME=VALUE; may be given again")
	return cmd
}

// parameters are the values of flags NAME=VALUE.
func parameters(given []string) (map[string]string, error) {
	values := map[string]string{}
	for _, text := range given {
		name, value, ok := strings.Cut(text, "=")
		if _, twice := values[name]; !ok || name == "" || twice {
			return nil, usagef("--parameter is NAME=VALUE, once for each name, not " + source.Escape(text))
		}
		values[name] = value
	}
	return values, nil
}

// shownNote is a note on what was read as JSON.
type shownNote struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
	Fix      string `json:"fix,omitempty"`
}

// shownNotes are diagnostics as JSON.
func shownNotes(found source.Diagnostics) []shownNote {
	list := []shownNote{}
	for _, d := range found {
		list = append(list, shownNote{d.File, d.Line, d.Column, d.Severity.String(), d.Message, d.Fix})
	}
	return list
}

func runImport(f *factory, paths []string, parameters map[string]string) error {
	var inputs []imports.Input
	for _, path := range paths {
		in, err := f.input(path)
		if err != nil {
			return err
		}
		inputs = append(inputs, in)
	}
	made, found := imports.Read(inputs, parameters)
	if found.HasErrors() {
		return found
	}
	text, err := made.YAML()
	if err != nil {
		return coded{exitInternal, err}
	}
	if f.json {
		return f.document(map[string]any{"schema": "rehearse/import/1", "scenario": string(text), "notes": shownNotes(found)})
	}
	notes(f.io, found)
	for line := range lines(text) {
		f.io.Printf("%s\n", line)
	}
	return nil
}

// mostImported is how many bytes an input may have.
const mostImported = 64 << 20

// input reads a file, or standard input.
func (f *factory) input(path string) (imports.Input, error) {
	in := imports.Input{Name: path}
	from := f.io.In
	if path == "-" {
		in.Name = "stdin"
	} else {
		file, err := os.Open(path)
		if errors.Is(err, fs.ErrNotExist) {
			return in, notFound("no file " + source.Escape(path))
		}
		if err != nil {
			return in, err
		}
		defer file.Close()
		if info, err := file.Stat(); err == nil && info.IsDir() {
			return in, usagef(source.Escape(path) + " is a directory; name a file")
		}
		from = file
	}
	data, err := io.ReadAll(io.LimitReader(from, mostImported+1))
	if len(data) > mostImported {
		return in, coded{exitInvalid, errors.New(source.Escape(in.Name) + " is larger than 64 MiB")}
	}
	in.Data = data
	return in, err
}
