package exchange

import (
	"encoding/xml"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
)

type qtiInterop struct {
	XMLName    xml.Name      `xml:"http://www.imsglobal.org/xsd/ims_qtiasiv1p2 questestinterop"`
	Assessment qtiAssessment `xml:"assessment"`
}

type qtiAssessment struct {
	Ident   string     `xml:"ident,attr"`
	Title   string     `xml:"title,attr"`
	Meta    []qtiField `xml:"qtimetadata>qtimetadatafield"`
	Section qtiSection `xml:"section"`
}

type qtiField struct {
	Label string `xml:"fieldlabel"`
	Entry string `xml:"fieldentry"`
}

type qtiSection struct {
	Ident string    `xml:"ident,attr"`
	Items []qtiItem `xml:"item"`
}

type qtiItem struct {
	Ident        string          `xml:"ident,attr"`
	Title        string          `xml:"title,attr"`
	Meta         []qtiField      `xml:"itemmetadata>qtimetadata>qtimetadatafield"`
	Presentation qtiPresentation `xml:"presentation"`
	Processing   qtiProcessing   `xml:"resprocessing"`
	Feedback     []qtiFeedback   `xml:"itemfeedback"`
}

type qtiMaterial struct {
	Text qtiText `xml:"mattext"`
}

type qtiText struct {
	Type string `xml:"texttype,attr"`
	Text string `xml:",chardata"`
}

type qtiPresentation struct {
	Material qtiMaterial  `xml:"material"`
	Choices  []qtiChoices `xml:"response_lid"`
	Typed    *qtiTyped    `xml:"response_str"`
}

type qtiChoices struct {
	Ident       string       `xml:"ident,attr"`
	Cardinality string       `xml:"rcardinality,attr,omitempty"`
	Material    *qtiMaterial `xml:"material"`
	Labels      []qtiLabel   `xml:"render_choice>response_label"`
}

type qtiLabel struct {
	Ident    string      `xml:"ident,attr"`
	Material qtiMaterial `xml:"material"`
}

type qtiTyped struct {
	Ident       string    `xml:"ident,attr"`
	Cardinality string    `xml:"rcardinality,attr"`
	Fill        qtiFillIn `xml:"render_fib"`
}

type qtiFillIn struct {
	Type  string `xml:"fibtype,attr,omitempty"`
	Label struct {
		Ident string `xml:"ident,attr"`
	} `xml:"response_label"`
}

type qtiProcessing struct {
	Outcome struct {
		Max  string `xml:"maxvalue,attr"`
		Min  string `xml:"minvalue,attr"`
		Name string `xml:"varname,attr"`
		Type string `xml:"vartype,attr"`
	} `xml:"outcomes>decvar"`
	Conditions []qtiCondition `xml:"respcondition"`
}

type qtiCondition struct {
	Continue string      `xml:"continue,attr,omitempty"`
	When     qtiWhen     `xml:"conditionvar"`
	Score    *qtiScore   `xml:"setvar"`
	Shows    *qtiDisplay `xml:"displayfeedback"`
}

type qtiWhen struct {
	Other *struct{} `xml:"other"`
	And   *qtiAnd   `xml:"and"`
	Is    *qtiIs    `xml:"varequal"`
	Or    *qtiOr    `xml:"or"`
}

// qtiOr is a number, or one near it, as Canvas itself writes it.
type qtiOr struct {
	Is   qtiIs `xml:"varequal"`
	From qtiIs `xml:"and>vargte"`
	To   qtiIs `xml:"and>varlte"`
}

type qtiAnd struct {
	Is    []qtiIs  `xml:"varequal"`
	IsNot []qtiNot `xml:"not"`
}

type qtiNot struct {
	Is qtiIs `xml:"varequal"`
}

type qtiIs struct {
	Respident string `xml:"respident,attr"`
	Value     string `xml:",chardata"`
}

type qtiScore struct {
	Action string `xml:"action,attr"`
	Name   string `xml:"varname,attr"`
	Value  string `xml:",chardata"`
}

type qtiDisplay struct {
	Type string `xml:"feedbacktype,attr"`
	Link string `xml:"linkrefid,attr"`
}

type qtiFeedback struct {
	Ident    string      `xml:"ident,attr"`
	Material qtiMaterial `xml:"flow_mat>material"`
}

// qtiQuiz returns the assessment of a deck.
func qtiQuiz(d *deck.Deck) (quiz qtiInterop, lost []string) {
	var l losses
	quiz.Assessment = qtiAssessment{Ident: d.ID, Title: d.Title, Meta: []qtiField{{"cc_maxattempts", "unlimited"}}, Section: qtiSection{Ident: "root_section"}}
	for i := range d.Cards {
		quiz.Assessment.Section.Items = append(quiz.Assessment.Section.Items, qtiCard(&d.Cards[i]))
		qtiLosses(&l, &d.Cards[i])
	}
	return quiz, l.sentences()
}

func qtiLosses(l *losses, c *deck.Card) {
	switch c.Kind {
	case deck.Basic:
		l.add("a basic card becomes an essay question, with the answer as its feedback")
	case deck.Order:
		l.add("an order card becomes a matching question: item to position")
	case deck.Number:
		l.when(c.Unit != "", "the unit of a number stands in the question")
	}
	l.when(believed(c), "the misconceptions behind wrong options are left out")
	l.when(len(tags(c)) > 0, "rules, claims, exam objectives and scenarios are left out")
	l.when(c.Corrected(), "the old wording and its correction become feedback")
	l.when(len(c.Sources) > 0, "sources other than rules are left out")
}
