// Package kernel is the deterministic heart of a simulation.
package kernel
