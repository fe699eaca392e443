package exact

import "math"

// NormalQuantile returns the x with NormalCDF(x) = u, with a relative error of about 1e-15 for every u down to 1e-300.
// It is odd about 1/2: NormalQuantile(1-u) = -NormalQuantile(u) wherever 1-u is exact.
//
// Special cases: -Inf at 0, +Inf at 1, NaN outside [0, 1].
//
// Source: Wichura (1988) Applied Statistics 37(3), algorithm AS 241 (PPND16).
func NormalQuantile(u float64) float64 {
	q := u - 0.5
	if math.Abs(q) <= 0.425 {
		r := 0.180625 - float64(q*q)
		return float64(q*polynomial7(r, &wichuraA)) / polynomial7(r, &wichuraB)
	}
	p := u
	if q > 0 {
		p = 1 - u
	}
	switch {
	case !(p >= 0):
		return math.NaN()
	case p == 0:
		return math.Copysign(math.Inf(1), q)
	}
	r := math.Sqrt(-Log(p))
	var x float64
	if r <= 5 {
		r -= 1.6
		x = polynomial7(r, &wichuraC) / polynomial7(r, &wichuraD)
	} else {
		r -= 5
		x = polynomial7(r, &wichuraE) / polynomial7(r, &wichuraF)
	}
	return math.Copysign(x, q)
}

// Coefficients of AS 241: A/B for |u - 1/2| <= 0.425, C/D for sqrt(-ln p) <= 5, E/F beyond.
var (
	wichuraA = [8]float64{3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
		4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3}
	wichuraB = [8]float64{1, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
		2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3}
	wichuraC = [8]float64{1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
		1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4}
	wichuraD = [8]float64{1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
		1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9}
	wichuraE = [8]float64{6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
		2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7}
	wichuraF = [8]float64{1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
		7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15}
)

func polynomial7(x float64, c *[8]float64) float64 {
	sum := c[7]
	for i := 6; i >= 0; i-- {
		sum = float64(sum*x) + c[i]
	}
	return sum
}

// NormalCDF returns the standard normal distribution function at x, with a relative error below 2e-15 in the body and below
// 1e-14 in the lower tail down to x = -37. NormalCDF(-Inf) = 0, NormalCDF(+Inf) = 1, NormalCDF(NaN) = NaN.
//
// It is erfc(-x/sqrt 2)/2. Source: Cody (1969) Mathematics of Computation 23(107), rational Chebyshev approximations for erf and erfc.
func NormalCDF(x float64) float64 {
	const perSqrt2 = 0.70710678118654752440
	y := math.Abs(x) * perSqrt2
	switch {
	case math.IsNaN(x):
		return x
	case y <= 0.46875:
		return 0.5 + float64(0.5*erfSmall(float64(x*perSqrt2)))
	case y > 27.3:
		if x > 0 {
			return 1
		}
		return 0
	}
	tail := float64(0.5 * float64(expMinusHalfSquare(math.Abs(x))*erfcScaled(y)))
	if x > 0 {
		return 1 - tail
	}
	return tail
}

// expMinusHalfSquare returns exp(-x^2/2) without the error that the rounding of x^2 would bring for large x.
func expMinusHalfSquare(x float64) float64 {
	square := float64(x * x)
	return expSum(float64(-0.5*square), float64(-0.5*math.FMA(x, x, -square)))
}

// erfSmall returns erf(y) for |y| <= 0.46875.
func erfSmall(y float64) float64 {
	z := float64(y * y)
	num := 1.85777706184603153e-1
	num = float64(num*z) + 3.16112374387056560
	num = float64(num*z) + 1.13864154151050156e2
	num = float64(num*z) + 3.77485237685302021e2
	num = float64(num*z) + 3.20937758913846947e3
	den := z + 2.36012909523441209e1
	den = float64(den*z) + 2.44024637934444173e2
	den = float64(den*z) + 1.28261652607737228e3
	den = float64(den*z) + 2.84423683343917062e3
	return float64(y*num) / den
}

// erfcScaled returns exp(y^2) erfc(y) for y > 0.46875.
func erfcScaled(y float64) float64 {
	if y <= 4 {
		num := 2.15311535474403846e-8
		for _, c := range [8]float64{5.64188496988670089e-1, 8.88314979438837594, 6.61191906371416295e1, 2.98635138197400131e2,
			8.81952221241769090e2, 1.71204761263407058e3, 2.05107837782607147e3, 1.23033935479799725e3} {
			num = float64(num*y) + c
		}
		den := 1.0
		for _, c := range [8]float64{1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3,
			3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3} {
			den = float64(den*y) + c
		}
		return num / den
	}
	z := 1 / float64(y*y)
	num := 1.63153871373020978e-2
	for _, c := range [5]float64{3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1, 1.60837851487422766e-2, 6.58749161529837803e-4} {
		num = float64(num*z) + c
	}
	den := 1.0
	for _, c := range [5]float64{2.56852019228982242, 1.87295284992346725, 5.27905102951428412e-1, 6.05183413124413191e-2, 2.33520497626869185e-3} {
		den = float64(den*z) + c
	}
	const perSqrtPi = 0.56418958354775628695
	return (perSqrtPi - float64(z*(num/den))) / y
}
