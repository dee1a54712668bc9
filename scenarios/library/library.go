// Package library holds the scenarios that come with Rehearse, each a file
// name.yaml beside this one, and the bundles that they deploy.
package library

import "embed"

// FS has every scenario as name.yaml in its root, and their bundles below
// bundles.
//
//go:embed *.yaml all:bundles
var FS embed.FS
