package postcodes

import (
	"math"

	"fettle/internal/service"
)

// The National Grid: the Airy 1830 ellipsoid (semi-axes in metres) and the
// transverse Mercator projection on it, from "A guide to coordinate systems in
// Great Britain", Ordnance Survey, annexe A.
const (
	airyA, airyB   = 6377563.396, 6356256.909
	gridScale      = 0.9996012717
	gridLat        = 49 * math.Pi / 180
	gridLon        = -2 * math.Pi / 180
	gridEast       = 400000.0
	gridNorth      = -100000.0
	airyE2         = 1 - airyB*airyB/(airyA*airyA)
	airyN          = (airyA - airyB) / (airyA + airyB)
	arcSecond      = math.Pi / 180 / 3600
	wgs84A, wgs84B = 6378137.0, 6356752.314245
	wgs84E2        = 1 - wgs84B*wgs84B/(wgs84A*wgs84A)
)

// The Helmert transformation from OSGB36 to WGS84 of the same guide, section
// 6.6: metres, parts of one, radians. It is right to about five metres.
const (
	shiftX, shiftY, shiftZ = 446.448, -125.157, 542.060
	stretch                = -20.4894e-6
	turnX, turnY, turnZ    = 0.1502 * arcSecond, 0.2470 * arcSecond, 0.8421 * arcSecond
)

// fromGrid returns the point of an easting and a northing in metres on the
// National Grid of Great Britain, right to about five metres.
func fromGrid(east, north float64) service.Point {
	lat, lon := unproject(east, north)
	x, y, z := toSpace(lat, lon)
	x, y, z = shiftX+(1+stretch)*x-turnZ*y+turnY*z,
		shiftY+turnZ*x+(1+stretch)*y-turnX*z,
		shiftZ-turnY*x+turnX*y+(1+stretch)*z
	return fromSpace(x, y, z)
}

// meridian returns the length in metres of the arc of the central meridian from
// the true origin to a latitude, scaled.
func meridian(lat float64) float64 {
	const n, n2, n3 = airyN, airyN * airyN, airyN * airyN * airyN
	d, s := lat-gridLat, lat+gridLat
	return airyB * gridScale * ((1+n+5.0/4*n2+5.0/4*n3)*d -
		(3*n+3*n2+21.0/8*n3)*math.Sin(d)*math.Cos(s) +
		(15.0/8*n2+15.0/8*n3)*math.Sin(2*d)*math.Cos(2*s) -
		35.0/24*n3*math.Sin(3*d)*math.Cos(3*s))
}

// unproject returns the latitude and longitude in radians, on OSGB36.
func unproject(east, north float64) (lat, lon float64) {
	lat = gridLat + (north-gridNorth)/(airyA*gridScale)
	for range 8 {
		left := north - gridNorth - meridian(lat)
		if math.Abs(left) < 0.001 {
			break
		}
		lat += left / (airyA * gridScale)
	}
	sin, cos := math.Sincos(lat)
	tan := sin / cos
	t2, t4 := tan*tan, tan*tan*tan*tan
	w := 1 - airyE2*sin*sin
	nu := airyA * gridScale / math.Sqrt(w)
	rho := nu * (1 - airyE2) / w
	eta2 := nu/rho - 1
	d := east - gridEast
	d2 := d * d
	nu3, nu5 := nu*nu*nu, nu*nu*nu*nu*nu
	lat += -d2*tan/(2*rho*nu) +
		d2*d2*tan/(24*rho*nu3)*(5+3*t2+eta2-9*t2*eta2) -
		d2*d2*d2*tan/(720*rho*nu5)*(61+90*t2+45*t4)
	lon = gridLon + d/(cos*nu) -
		d2*d/(6*cos*nu3)*(nu/rho+2*t2) +
		d2*d2*d/(120*cos*nu5)*(5+28*t2+24*t4) -
		d2*d2*d2*d/(5040*cos*nu5*nu*nu)*(61+662*t2+1320*t4+720*t4*t2)
	return lat, lon
}

// toSpace returns the cartesian coordinates in metres of a point at sea level
// of the Airy ellipsoid.
func toSpace(lat, lon float64) (x, y, z float64) {
	sinLat, cosLat := math.Sincos(lat)
	sinLon, cosLon := math.Sincos(lon)
	nu := airyA / math.Sqrt(1-airyE2*sinLat*sinLat)
	return nu * cosLat * cosLon, nu * cosLat * sinLon, (1 - airyE2) * nu * sinLat
}

// fromSpace returns the point of cartesian coordinates on the WGS84 ellipsoid.
func fromSpace(x, y, z float64) service.Point {
	p := math.Hypot(x, y)
	lat := math.Atan2(z, p*(1-wgs84E2))
	for range 3 {
		sin := math.Sin(lat)
		lat = math.Atan2(z+wgs84E2*wgs84A/math.Sqrt(1-wgs84E2*sin*sin)*sin, p)
	}
	return service.Point{Lat: lat * 180 / math.Pi, Lon: math.Atan2(y, x) * 180 / math.Pi}
}
