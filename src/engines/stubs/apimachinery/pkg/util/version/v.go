// Package version stands for the real one, of which an offline render needs these names alone: there is no cluster to ask.
package version

import "github.com/Masterminds/semver/v3"

type Version struct{ v *semver.Version }

func ParseGeneric(s string) (*Version, error) {
	v, err := semver.NewVersion(s)
	if err != nil {
		return nil, err
	}
	return &Version{v}, nil
}
func (v *Version) String() string { return v.v.String() }
func (v *Version) Major() uint    { return uint(v.v.Major()) }
func (v *Version) Minor() uint    { return uint(v.v.Minor()) }
