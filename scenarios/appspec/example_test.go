package appspec_test

import (
	"fmt"

	"github.com/seed-11de0fc1/rehearse/scenarios/appspec"
)

// The agent cuts a timeout to its digits, and its YAML library reads 0755 as
// the octal number it looks like.
func ExampleParse() {
	_, result := appspec.Parse("appspec.yml", []byte(`version: 0.0
os: linux
files:
  - source: /
    destination: /srv/shop
permissions:
  - object: /srv/shop/bin
    mode: 0755
hooks:
  ApplicationStart:
    - location: scripts/start.sh
      timeout: 5m
`))
	fmt.Println(result.Refusal)
	for _, finding := range result.Findings {
		fmt.Println(finding)
	}
	// Output:
	// The deployment failed because the permissions mode (493) in the application specification file contains an invalid character (9).
	// appspec.yml:8:11: mode: "0755" (YAML for the number 493) holds "9", no octal digit; write "0755" in quotes, or 755 (CD-9.2)
	// appspec.yml:12:16: warning: timeout: "5m" is read as 5 seconds; write plain seconds, such as 300 (CD-4.7)
}

func ExampleCheck() {
	result := appspec.Check("appspec.json", []byte(`{"version": 0.0, "Resources": [{"pay": {
  "Type": "AWS::Lambda::Function",
  "Properties": {"Name": "pay", "Alias": "live", "CurrentVersion": "$LATEST", "TargetVersion": "8"}
}}]}`), appspec.Auto)
	fmt.Println(result.Platform, result.Lambda.TargetVersion)
	fmt.Println(result.Diagnostics().Err())
	// Output:
	// Lambda 8
	// appspec.json:3:68: CurrentVersion: "$LATEST" is not the number of a version; publish a version and give its number, from 1 (CD-9.3)
}
