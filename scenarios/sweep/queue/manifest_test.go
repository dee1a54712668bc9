package queue

import (
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// What is printed is a Job as batch/v1 has them, whatever the address holds, and no
// secret stands in it.
func TestManifest(t *testing.T) {
	for _, a := range []Address{
		{URL: "nats://nats.default:4222"}, {URL: `tls://x" # [`, Fingerprint: "ab"}, {URL: "nats://n", Token: "s3cret"}, {URL: "nats://n", Creds: "/home/s3cret"},
	} {
		text := Manifest(a, "registry/rehearse:1", 50)
		var job struct {
			APIVersion, Kind string
			Spec             struct {
				CompletionMode                                 string
				Completions, Parallelism, BackoffLimitPerIndex int
				Template                                       struct {
					Spec struct {
						RestartPolicy string
						Containers    []struct {
							Image        string
							Args         []string
							Env          []map[string]any
							VolumeMounts []map[string]any `yaml:"volumeMounts"`
						}
					}
				}
			}
		}
		text2 := strings.NewReplacer("apiVersion", "apiversion", "completionMode", "completionmode", "backoffLimitPerIndex", "backofflimitperindex", "restartPolicy", "restartpolicy").Replace(text)
		if err := yaml.Unmarshal([]byte(text2), &job); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		pod := job.Spec.Template.Spec
		if job.APIVersion != "batch/v1" || job.Kind != "Job" || job.Spec.CompletionMode != "Indexed" || job.Spec.Completions != 50 || job.Spec.Parallelism != 50 ||
			job.Spec.BackoffLimitPerIndex != 5 || pod.RestartPolicy != "Never" || len(pod.Containers) != 1 {
			t.Fatalf("%+v\n%s", job, text)
		}
		worker := pod.Containers[0]
		if worker.Image != "registry/rehearse:1" || worker.Args[0] != "worker" || worker.Args[1] != a.URL ||
			len(worker.Env) > 0 != (a.Token != "") || len(worker.VolumeMounts) > 0 != (a.Creds != "") || strings.Contains(text, "s3cret") {
			t.Errorf("%+v\n%s", worker, text)
		}
	}
}
