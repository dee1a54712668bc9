package measure

import "math"

// How fast a rating moves: by eloStart at first, less with every answer.
const (
	eloStart = 1.0
	eloSlows = 0.05
)

// Rating is the ability of a learner or the difficulty of a question, and of
// how many answers it is made.
type Rating struct {
	Value   float64
	Answers int
}

// Expect is the chance of a right answer to a question with so many options; 0
// or 1 options mean that it can not be guessed.
func Expect(learner, question Rating, options int) float64 {
	guess := 0.0
	if options > 1 {
		guess = 1 / float64(options)
	}
	return guess + (1-guess)/(1+math.Exp(question.Value-learner.Value))
}

// Elo moves both ratings after an answer.
func Elo(learner, question Rating, options int, right bool) (Rating, Rating) {
	surprise := -Expect(learner, question, options)
	if right {
		surprise++
	}
	return learner.moved(surprise), question.moved(-surprise)
}

func (r Rating) moved(by float64) Rating {
	return Rating{r.Value + eloStart/(1+eloSlows*float64(r.Answers))*by, r.Answers + 1}
}
