module example.com/shop

go 1.26.0

require (
	github.com/seed-11de0fc1/rehearse v0.0.0
	pgregory.net/rapid v1.3.0
)

require gopkg.in/yaml.v3 v3.0.1 // indirect

replace github.com/seed-11de0fc1/rehearse => ../..
