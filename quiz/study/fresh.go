package study

import (
	"github.com/seed-11de0fc1/rehearse/quiz/pose"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

const (
	drawn   = 60 // scenarios that are drawn at most for one question
	perCase = 20 // items of one of them
)

// Fresh makes a question of a kind about a topic from a seed: of a small
// scenario that is drawn, of a bundled one if none of those fits, and else of
// the first that was drawn. It is false if there is no such kind any more.
func Fresh(kind, topic string, seed uint64) (found pose.Item, ok bool) {
	k, ok := question.Find(kind)
	if !ok {
		return found, false
	}
	stream := kernel.Mix(seed, kernel.HashString(kind+"/"+topic))
	var any *question.Item
	for i := range uint64(drawn) {
		number := kernel.Mix(stream, i) >> 44
		c, err := question.PracticeCase(number)
		if err != nil {
			continue
		}
		for _, it := range question.Generate(c, number, perCase, k) {
			if it.Topic() == topic {
				return pose.Item{Item: it}, true
			}
			if any == nil {
				any = it
			}
		}
	}
	if it, ok := bundled(k, topic, stream); ok {
		return it, true
	}
	return pose.Item{Item: any}, any != nil
}

// bundled makes a question of one of the bundled scenarios about a topic.
func bundled(k *question.Kind, topic string, stream uint64) (found pose.Item, ok bool) {
	library := scenarios.Library()
	first := int(stream % uint64(len(library)))
	for i := range library {
		e := library[(first+i)%len(library)]
		if e.Topic != topic {
			continue
		}
		src, err := scenarios.Load(e.Name)
		if err != nil {
			continue
		}
		c, err := question.Compile(src)
		if err != nil {
			continue // it can not be asked about
		}
		if list := question.Generate(c, stream>>44, 1, k); len(list) > 0 {
			return pose.Item{Item: list[0]}, true
		}
	}
	return found, false
}
