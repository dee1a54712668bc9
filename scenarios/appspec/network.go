package appspec

import (
	"fmt"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

var networkKeys = []string{"Subnets", "SecurityGroups", "AssignPublicIp"}

// network reads the network configuration: all three keys or no network at
// all. CD-9.4
func (s section) network(properties *source.Node) *Network {
	n := s.mappingAt(properties, "NetworkConfiguration", "AwsvpcConfiguration")
	vpc := s.mappingAt(n, "AwsvpcConfiguration", networkKeys...)
	if n != nil && field(n, "AwsvpcConfiguration") == nil {
		s.refuse(n.Position, s.rule, "", "AwsvpcConfiguration is missing", "write it below NetworkConfiguration")
	}
	if vpc == nil {
		return nil
	}
	for _, key := range networkKeys {
		if field(vpc, key) == nil {
			s.refuse(vpc.Position, s.rule, "", key+" is missing", "give Subnets, SecurityGroups and AssignPublicIp, or none of them")
		}
	}
	return &Network{
		Subnets:        s.texts(vpc, "Subnets"),
		SecurityGroups: s.texts(vpc, "SecurityGroups"),
		AssignPublicIP: s.assignPublicIP(vpc),
	}
}

// texts reads a list of words that is not empty; an absent one is nil.
func (s section) texts(n *source.Node, key string) []string {
	value := field(n, key)
	if value == nil {
		return nil
	}
	if value.Kind != source.Sequence || len(value.Items) == 0 {
		s.refuse(value.Position, s.rule, "", key+" must be a list of at least one", "write "+key+": [ … ]")
		return nil
	}
	var all []string
	for _, item := range value.Items {
		all = append(all, s.text(source.Map(source.Pair(key, item)), key))
	}
	return all
}

var publicIP = []string{"ENABLED", "DISABLED"}

func (s section) assignPublicIP(vpc *source.Node) bool {
	n := field(vpc, "AssignPublicIp")
	if n != nil && n.Text != "ENABLED" && n.Text != "DISABLED" {
		s.refuse(n.Position, s.rule, "", "AssignPublicIp: "+quote(read(n).text)+" is neither ENABLED nor DISABLED", oneOf(n.Text, publicIP))
	}
	return n != nil && n.Text == "ENABLED"
}

// strategy reads the capacity providers. CD-9.4
func (s section) strategy(properties *source.Node) []CapacityProvider {
	n := field(properties, "CapacityProviderStrategy")
	if n == nil || n.Kind == source.Null {
		return nil
	}
	if n.Kind != source.Sequence {
		s.refuse(n.Position, s.rule, "", "CapacityProviderStrategy must be a list, not "+n.Kind.String(), "begin each entry with '- '")
		return nil
	}
	var all []CapacityProvider
	for _, item := range n.Items {
		if item.Kind != source.Mapping {
			s.refuse(item.Position, s.rule, "", "a capacity provider must be a mapping, not "+item.Kind.String(), "write CapacityProvider, Base and Weight below one another")
			continue
		}
		s.fold(item, "CapacityProviderStrategy: ", []string{"CapacityProvider", "Base", "Weight"})
		all = append(all, CapacityProvider{
			Name:   s.text(item, "CapacityProvider"),
			Base:   s.number(item, "Base", 0, 100_000),
			Weight: s.number(item, "Weight", 0, 1000),
		})
	}
	s.oneBase(n, all)
	return all
}

// oneBase warns if more than one provider has a base; ECS takes one.
func (s section) oneBase(n *source.Node, all []CapacityProvider) {
	based := 0
	for _, p := range all {
		if p.Base > 0 {
			based++
		}
	}
	if based > 1 {
		s.warn(n.Position, s.rule, fmt.Sprintf("%d capacity providers have a Base", based), "ECS takes one with a Base above 0")
	}
}
