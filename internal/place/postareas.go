package place

import (
	"slices"
	"strings"

	"fettle/internal/service"
)

// postArea is one of the 124 postcode areas of the United Kingdom and the Crown
// dependencies.
type postArea struct {
	// code is its letters, town the town that it is named after.
	code, town string
	// lat and lon are the middle of that town in degrees, to about a mile.
	lat, lon float64
	// miles is the distance from there within which nine in ten of the area's
	// addresses lie, roughly, rounded up to the next five and never under ten.
	miles float64
}

// postAreas are the postcode areas in the order of their codes. Never written to.
var postAreas = [...]postArea{
	{"AB", "Aberdeen", 57.15, -2.11, 40},
	{"AL", "St Albans", 51.75, -0.34, 10},
	{"B", "Birmingham", 52.48, -1.90, 15},
	{"BA", "Bath", 51.38, -2.36, 35},
	{"BB", "Blackburn", 53.75, -2.48, 15},
	{"BD", "Bradford", 53.79, -1.75, 20},
	{"BH", "Bournemouth", 50.72, -1.88, 10},
	{"BL", "Bolton", 53.58, -2.43, 10},
	{"BN", "Brighton", 50.83, -0.14, 20},
	{"BR", "Bromley", 51.40, 0.02, 10},
	{"BS", "Bristol", 51.45, -2.59, 20},
	{"BT", "Belfast", 54.60, -5.93, 65},
	{"CA", "Carlisle", 54.89, -2.93, 40},
	{"CB", "Cambridge", 52.21, 0.12, 20},
	{"CF", "Cardiff", 51.48, -3.18, 25},
	{"CH", "Chester", 53.19, -2.89, 20},
	{"CM", "Chelmsford", 51.74, 0.47, 20},
	{"CO", "Colchester", 51.89, 0.90, 15},
	{"CR", "Croydon", 51.37, -0.10, 10},
	{"CT", "Canterbury", 51.28, 1.08, 20},
	{"CV", "Coventry", 52.41, -1.51, 15},
	{"CW", "Crewe", 53.10, -2.44, 15},
	{"DA", "Dartford", 51.45, 0.21, 10},
	{"DD", "Dundee", 56.46, -2.97, 25},
	{"DE", "Derby", 52.92, -1.48, 15},
	{"DG", "Dumfries", 55.07, -3.61, 60},
	{"DH", "Durham", 54.78, -1.58, 15},
	{"DL", "Darlington", 54.53, -1.56, 20},
	{"DN", "Doncaster", 53.52, -1.13, 45},
	{"DT", "Dorchester", 50.71, -2.44, 20},
	{"DY", "Dudley", 52.51, -2.09, 15},
	{"E", "London (east)", 51.53, -0.03, 10},
	{"EC", "London (City)", 51.52, -0.09, 10},
	{"EH", "Edinburgh", 55.95, -3.19, 20},
	{"EN", "Enfield", 51.65, -0.08, 10},
	{"EX", "Exeter", 50.72, -3.53, 40},
	{"FK", "Falkirk", 56.00, -3.78, 20},
	{"FY", "Blackpool", 53.82, -3.05, 10},
	{"G", "Glasgow", 55.86, -4.25, 15},
	{"GL", "Gloucester", 51.86, -2.24, 20},
	{"GU", "Guildford", 51.24, -0.57, 20},
	{"GY", "Guernsey", 49.46, -2.58, 20},
	{"HA", "Harrow", 51.58, -0.33, 10},
	{"HD", "Huddersfield", 53.65, -1.78, 10},
	{"HG", "Harrogate", 53.99, -1.54, 15},
	{"HP", "Hemel Hempstead", 51.75, -0.47, 20},
	{"HR", "Hereford", 52.06, -2.72, 20},
	{"HS", "Outer Hebrides", 58.21, -6.39, 80},
	{"HU", "Hull", 53.74, -0.34, 15},
	{"HX", "Halifax", 53.72, -1.86, 10},
	{"IG", "Ilford", 51.56, 0.07, 10},
	{"IM", "Isle of Man", 54.15, -4.48, 20},
	{"IP", "Ipswich", 52.06, 1.16, 35},
	{"IV", "Inverness", 57.48, -4.22, 60},
	{"JE", "Jersey", 49.19, -2.11, 10},
	{"KA", "Kilmarnock", 55.61, -4.50, 25},
	{"KT", "Kingston upon Thames", 51.41, -0.30, 10},
	{"KW", "Kirkwall", 58.98, -2.96, 55},
	{"KY", "Kirkcaldy", 56.11, -3.16, 20},
	{"L", "Liverpool", 53.41, -2.98, 10},
	{"LA", "Lancaster", 54.05, -2.80, 30},
	{"LD", "Llandrindod Wells", 52.24, -3.38, 20},
	{"LE", "Leicester", 52.64, -1.13, 15},
	{"LL", "Llandudno", 53.32, -3.83, 45},
	{"LN", "Lincoln", 53.23, -0.54, 30},
	{"LS", "Leeds", 53.80, -1.55, 15},
	{"LU", "Luton", 51.88, -0.42, 15},
	{"M", "Manchester", 53.48, -2.24, 10},
	{"ME", "Rochester", 51.39, 0.51, 15},
	{"MK", "Milton Keynes", 52.04, -0.76, 20},
	{"ML", "Motherwell", 55.79, -3.99, 15},
	{"N", "London (north)", 51.57, -0.11, 10},
	{"NE", "Newcastle upon Tyne", 54.98, -1.61, 25},
	{"NG", "Nottingham", 52.95, -1.15, 25},
	{"NN", "Northampton", 52.24, -0.90, 20},
	{"NP", "Newport", 51.59, -3.00, 20},
	{"NR", "Norwich", 52.63, 1.30, 25},
	{"NW", "London (north-west)", 51.55, -0.18, 10},
	{"OL", "Oldham", 53.54, -2.11, 15},
	{"OX", "Oxford", 51.75, -1.26, 25},
	{"PA", "Paisley", 55.85, -4.42, 60},
	{"PE", "Peterborough", 52.57, -0.24, 45},
	{"PH", "Perth", 56.40, -3.43, 70},
	{"PL", "Plymouth", 50.37, -4.14, 35},
	{"PO", "Portsmouth", 50.80, -1.09, 20},
	{"PR", "Preston", 53.76, -2.70, 15},
	{"RG", "Reading", 51.45, -0.97, 20},
	{"RH", "Redhill", 51.24, -0.17, 20},
	{"RM", "Romford", 51.58, 0.18, 10},
	{"S", "Sheffield", 53.38, -1.47, 15},
	{"SA", "Swansea", 51.62, -3.94, 50},
	{"SE", "London (south-east)", 51.47, -0.06, 10},
	{"SG", "Stevenage", 51.90, -0.20, 15},
	{"SK", "Stockport", 53.41, -2.16, 15},
	{"SL", "Slough", 51.51, -0.59, 10},
	{"SM", "Sutton", 51.36, -0.19, 10},
	{"SN", "Swindon", 51.56, -1.78, 25},
	{"SO", "Southampton", 50.90, -1.40, 15},
	{"SP", "Salisbury", 51.07, -1.79, 20},
	{"SR", "Sunderland", 54.91, -1.38, 15},
	{"SS", "Southend-on-Sea", 51.54, 0.71, 15},
	{"ST", "Stoke-on-Trent", 53.00, -2.18, 15},
	{"SW", "London (south-west)", 51.47, -0.17, 10},
	{"SY", "Shrewsbury", 52.71, -2.75, 50},
	{"TA", "Taunton", 51.02, -3.10, 20},
	{"TD", "Galashiels", 55.62, -2.81, 35},
	{"TF", "Telford", 52.68, -2.45, 15},
	{"TN", "Tonbridge", 51.19, 0.27, 30},
	{"TQ", "Torquay", 50.46, -3.53, 20},
	{"TR", "Truro", 50.26, -5.05, 25},
	{"TS", "Middlesbrough", 54.57, -1.23, 15},
	{"TW", "Twickenham", 51.45, -0.33, 10},
	{"UB", "Southall", 51.51, -0.38, 10},
	{"W", "London (west)", 51.51, -0.20, 10},
	{"WA", "Warrington", 53.39, -2.59, 15},
	{"WC", "London (west central)", 51.52, -0.12, 10},
	{"WD", "Watford", 51.66, -0.40, 10},
	{"WF", "Wakefield", 53.68, -1.50, 10},
	{"WN", "Wigan", 53.54, -2.63, 10},
	{"WR", "Worcester", 52.19, -2.22, 15},
	{"WS", "Walsall", 52.59, -1.98, 15},
	{"WV", "Wolverhampton", 52.59, -2.13, 15},
	{"YO", "York", 53.96, -1.08, 40},
	{"ZE", "Lerwick", 60.15, -1.14, 25},
}

// findPostArea returns a postcode area by its letters.
func findPostArea(code string) (postArea, bool) {
	i, ok := slices.BinarySearchFunc(postAreas[:], code, func(a postArea, code string) int {
		return strings.Compare(a.code, code)
	})
	if !ok {
		return postArea{}, false
	}
	return postAreas[i], true
}

// isArea reports whether there is a postcode area of that name.
func isArea(code string) bool {
	_, ok := findPostArea(code)
	return ok
}

// near returns the area as a place: its main town, known as roughly as the area is wide.
func (a postArea) near() service.Near {
	return service.Near{
		Point:      service.Point{Lat: a.lat, Lon: a.lon},
		Name:       a.title(),
		Level:      service.LevelArea,
		ErrorMiles: a.miles,
		Source:     SourceAreas,
	}
}

// title returns what the area is called on screen: "LA (Lancaster area)".
func (a postArea) title() string { return a.code + " (" + a.town + " area)" }

// AreaTitle returns what a postcode area is called on screen: "LA (Lancaster
// area)", or just its letters when there is none such.
func AreaTitle(letters string) string {
	if area, ok := findPostArea(letters); ok {
		return area.title()
	}
	return letters
}
