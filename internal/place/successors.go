package place

import (
	"slices"
	"strings"
)

// endedCouncil is a council that was abolished, or that has another code now.
type endedCouncil struct{ code, name, successors string }

// endedCouncils are in the order of their codes. Feeds carry the old codes and
// names for years. Never written to.
var endedCouncils = [...]endedCouncil{
	{"E06000028", "Bournemouth", "E06000058"},
	{"E06000029", "Poole", "E06000058"},
	{"E06000048", "Northumberland", "E06000057"},
	{"E07000004", "Aylesbury Vale", "E06000060"},
	{"E07000005", "Chiltern", "E06000060"},
	{"E07000006", "South Bucks", "E06000060"},
	{"E07000007", "Wycombe", "E06000060"},
	{"E07000026", "Allerdale", "E06000063"},
	{"E07000027", "Barrow-in-Furness", "E06000064"},
	{"E07000028", "Carlisle", "E06000063"},
	{"E07000029", "Copeland", "E06000063"},
	{"E07000030", "Eden", "E06000064"},
	{"E07000031", "South Lakeland", "E06000064"},
	{"E07000048", "Christchurch", "E06000058"},
	{"E07000049", "East Dorset", "E06000059"},
	{"E07000050", "North Dorset", "E06000059"},
	{"E07000051", "Purbeck", "E06000059"},
	{"E07000052", "West Dorset", "E06000059"},
	{"E07000053", "Weymouth and Portland", "E06000059"},
	{"E07000097", "East Hertfordshire", "E07000242"},
	{"E07000100", "St Albans", "E07000240"},
	{"E07000101", "Stevenage", "E07000243"},
	{"E07000104", "Welwyn Hatfield", "E07000241"},
	{"E07000150", "Corby", "E06000061"},
	{"E07000151", "Daventry", "E06000062"},
	{"E07000152", "East Northamptonshire", "E06000061"},
	{"E07000153", "Kettering", "E06000061"},
	{"E07000154", "Northampton", "E06000062"},
	{"E07000155", "South Northamptonshire", "E06000062"},
	{"E07000156", "Wellingborough", "E06000061"},
	{"E07000163", "Craven", "E06000065"},
	{"E07000164", "Hambleton", "E06000065"},
	{"E07000165", "Harrogate", "E06000065"},
	{"E07000166", "Richmondshire", "E06000065"},
	{"E07000167", "Ryedale", "E06000065"},
	{"E07000168", "Scarborough", "E06000065"},
	{"E07000169", "Selby", "E06000065"},
	{"E07000187", "Mendip", "E06000066"},
	{"E07000188", "Sedgemoor", "E06000066"},
	{"E07000189", "South Somerset", "E06000066"},
	{"E07000190", "Taunton Deane", "E06000066"},
	{"E07000191", "West Somerset", "E06000066"},
	{"E07000201", "Forest Heath", "E07000245"},
	{"E07000204", "St Edmundsbury", "E07000245"},
	{"E07000205", "Suffolk Coastal", "E07000244"},
	{"E07000206", "Waveney", "E07000244"},
	{"E07000246", "Somerset West and Taunton", "E06000066"},
	{"E08000016", "Barnsley", "E08000038"},
	{"E08000019", "Sheffield", "E08000039"},
	{"E08000020", "Gateshead", "E08000037"},
	{"E10000002", "Buckinghamshire", "E06000060"},
	{"E10000006", "Cumbria", "E06000063 E06000064"},
	{"E10000009", "Dorset", "E06000059"},
	{"E10000021", "Northamptonshire", "E06000061 E06000062"},
	{"E10000023", "North Yorkshire", "E06000065"},
	{"E10000027", "Somerset", "E06000066"},
	{"S12000015", "Fife", "S12000047"},
	{"S12000024", "Perth and Kinross", "S12000048"},
	{"S12000044", "North Lanarkshire", "S12000050"},
	{"S12000046", "Glasgow City", "S12000049"},
}

// successorsOf returns the codes of the councils that took the place of an
// abolished one, or that code itself for all others.
func successorsOf(code string) []string {
	i, ok := slices.BinarySearchFunc(endedCouncils[:], code, func(e endedCouncil, code string) int { return strings.Compare(e.code, code) })
	if !ok {
		return []string{code}
	}
	return strings.Fields(endedCouncils[i].successors)
}

// countyDistricts is a county with the numbers of its first and last district;
// districts were numbered county by county.
type countyDistricts struct {
	county      string
	first, last string
}

// countiesOfDistricts are the counties of two tiers. Never written to.
var countiesOfDistricts = [...]countyDistricts{
	{"E10000003", "E07000008", "E07000012"},
	{"E10000007", "E07000032", "E07000039"},
	{"E10000008", "E07000040", "E07000047"},
	{"E10000011", "E07000061", "E07000065"},
	{"E10000012", "E07000066", "E07000077"},
	{"E10000013", "E07000078", "E07000083"},
	{"E10000014", "E07000084", "E07000094"},
	{"E10000015", "E07000095", "E07000104"},
	{"E10000016", "E07000105", "E07000116"},
	{"E10000017", "E07000117", "E07000128"},
	{"E10000018", "E07000129", "E07000135"},
	{"E10000019", "E07000136", "E07000142"},
	{"E10000020", "E07000143", "E07000149"},
	{"E10000024", "E07000170", "E07000176"},
	{"E10000025", "E07000177", "E07000181"},
	{"E10000028", "E07000192", "E07000199"},
	{"E10000029", "E07000200", "E07000206"},
	{"E10000030", "E07000207", "E07000217"},
	{"E10000031", "E07000218", "E07000222"},
	{"E10000032", "E07000223", "E07000229"},
	{"E10000034", "E07000234", "E07000239"},
	{"E10000015", "E07000240", "E07000243"},
	{"E10000029", "E07000244", "E07000245"},
}

// countyOf returns the code of the county council above a district council of
// England, and "" for a district that has none, for it is unitary.
func countyOf(district string) string {
	for _, c := range countiesOfDistricts {
		if len(district) == len(c.first) && district >= c.first && district <= c.last {
			return c.county
		}
	}
	return ""
}
