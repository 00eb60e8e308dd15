// Package postcodes keeps an imported list of postcodes, with the points and
// the areas of a country, in one compact file: it reads what Ordnance Survey and
// the Office for National Statistics publish, and answers lookups in less than
// a microsecond.
//
// Import makes the file and OpenIndex opens it. The file holds facts of others
// under their licences and is made on the machine that uses it: the package
// must never carry such data itself, and it must not fetch any.
package postcodes
