package exchange

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"time"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
)

type manifest struct {
	XMLName  xml.Name `xml:"http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1 manifest"`
	Ident    string   `xml:"identifier,attr"`
	Metadata struct {
		Schema  string `xml:"schema"`
		Version string `xml:"schemaversion"`
	} `xml:"metadata"`
	Organizations struct{}           `xml:"organizations"`
	Resources     []manifestResource `xml:"resources>resource"`
}

type manifestResource struct {
	Ident      string          `xml:"identifier,attr"`
	Type       string          `xml:"type,attr"`
	Href       string          `xml:"href,attr,omitempty"`
	File       manifestFile    `xml:"file"`
	Dependency *manifestNeeded `xml:"dependency"`
}

type manifestFile struct {
	Href string `xml:"href,attr"`
}

type manifestNeeded struct {
	Ident string `xml:"identifierref,attr"`
}

// canvasMeta is what Canvas reads besides QTI.
type canvasMeta struct {
	XMLName  xml.Name `xml:"http://canvas.instructure.com/xsd/cccv1p0 quiz"`
	Ident    string   `xml:"identifier,attr"`
	Title    string   `xml:"title"`
	Type     string   `xml:"quiz_type"`
	Points   int      `xml:"points_possible"`
	Shuffle  bool     `xml:"shuffle_answers"`
	Attempts int      `xml:"allowed_attempts"`
}

// WriteQTI prints a deck as a zip archive with QTI 1.2, as Canvas imports it.
// The same deck gives the same bytes.
func WriteQTI(d *deck.Deck) (archive []byte, lost []string) {
	quiz, lost := qtiQuiz(d)
	m := manifest{Ident: d.ID + "_manifest"}
	m.Metadata.Schema, m.Metadata.Version = "IMS Content", "1.1.3"
	meta := d.ID + "_meta"
	m.Resources = []manifestResource{
		{Ident: d.ID, Type: "imsqti_xmlv1p2", File: manifestFile{d.ID + "/" + d.ID + ".xml"}, Dependency: &manifestNeeded{meta}},
		{Ident: meta, Type: "associatedcontent/imscc_xmlv1p1/learning-application-resource", Href: d.ID + "/assessment_meta.xml",
			File: manifestFile{d.ID + "/assessment_meta.xml"}},
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	addFile(z, "imsmanifest.xml", document(m))
	addFile(z, d.ID+"/"+d.ID+".xml", document(quiz))
	addFile(z, d.ID+"/assessment_meta.xml", document(canvasMeta{Ident: d.ID, Title: d.Title, Type: "practice_quiz", Points: len(d.Cards), Shuffle: true, Attempts: -1}))
	if err := z.Close(); err != nil {
		panic("exchange: " + err.Error()) // to memory
	}
	return b.Bytes(), lost
}

// zipTime is the time of every file in an archive: the first that zip knows.
var zipTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

func addFile(z *zip.Writer, name string, text []byte) {
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: zipTime})
	if err == nil {
		_, err = w.Write(text)
	}
	if err != nil {
		panic("exchange: " + err.Error()) // to memory
	}
}
