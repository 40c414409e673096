module k8s.io/apimachinery

go 1.26

require github.com/Masterminds/semver/v3 v3.4.0
