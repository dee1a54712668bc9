package queue

import (
	"fmt"
	"strconv"
	"strings"
)

// Manifest is a Kubernetes Job of so many workers of the sweeps at an address: an
// indexed one, so that a pod that fails is tried again by itself and the others go
// on. The Secret rehearse-sweep holds a token or the file of credentials that the
// address has.
func Manifest(a Address, image string, workers int) string {
	args, secret := []string{"worker", a.URL}, ""
	if a.Fingerprint != "" {
		args = append(args, "--fingerprint", a.Fingerprint)
	}
	switch {
	case a.Creds != "":
		args = append(args, "--creds", "/etc/rehearse/creds")
		secret = secretFile
	case a.Token != "":
		secret = secretToken
	}
	for i, arg := range args {
		args[i] = strconv.Quote(arg)
	}
	return fmt.Sprintf(manifest, workers, min(workers, mostParallel), strconv.Quote(image), strings.Join(args, ", ")) + secret
}

// mostParallel is how many pods of an indexed Job Kubernetes runs at once.
const mostParallel = 100_000

const manifest = `apiVersion: batch/v1
kind: Job
metadata:
  name: rehearse-sweep
spec:
  completionMode: Indexed
  completions: %d
  parallelism: %d
  backoffLimitPerIndex: 5
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: worker
          image: %s
          args: [%s]
          resources:
            requests: {cpu: "1", memory: 256Mi}
            limits: {cpu: "1", memory: 1Gi}
          securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, runAsNonRoot: true, runAsUser: 65534}
`

const secretFile = `          volumeMounts:
            - {name: secret, mountPath: /etc/rehearse, readOnly: true}
      volumes:
        - {name: secret, secret: {secretName: rehearse-sweep}}
`

const secretToken = `          env:
            - {name: REHEARSE_TOKEN, valueFrom: {secretKeyRef: {name: rehearse-sweep, key: token}}}
`
