# SPDX-License-Identifier: GPL-3.0-or-later
# The figures of figures.c by R: `Rscript statistics.R FIGURES` prints {"program/figure": [numbers]} and the versions.
# What a program computes by another definition has the definition in its name.
ours <- jsonlite::fromJSON(commandArgs(trailingOnly = TRUE)[1])
days <- data.frame(share = ours$share, market = ours$market)
found <- list()
has <- function(package) requireNamespace(package, quietly = TRUE)
put <- function(name, value) found[[name]] <<- as.numeric(value)

# ---- Distributions
put("R, pt/t_cdf", pt(ours$t_places, ours$t_degrees))
put("R, qt/t_quantile", qt(ours$t_chances, ours$t_quantile_degrees))
put("R, qnorm/normal_quantile", qnorm(ours$t_chances))
put("R, qgamma/rate_quantile", qgamma(ours$rate_chance, ours$rate_shape, ours$rate_years))
put("R, pnbinom/counts_cdf", pnbinom(0:11, 5, 5.5 / 6.5))
put("R, binom.test/hits_interval", sapply(ours$hits_of_40, function(k) binom.test(k, 40, conf.level = 0.9)$conf.int))
# Jordan, Krueger & Lerch (2019), of Student's t and of the normal
crps <- function(y, nu) {
    z <- (y - 0.4) / 1.3
    if (nu == 0) return(1.3 * (z * (2 * pnorm(z) - 1) + 2 * dnorm(z) - 1 / sqrt(pi)))
    1.3 * (z * (2 * pt(z, nu) - 1) + 2 * dt(z, nu) * (nu + z^2) / (nu - 1) -
        2 * sqrt(nu) / (nu - 1) * beta(0.5, nu - 0.5) / beta(0.5, nu / 2)^2)
}
put("R, closed form of scoringRules/crps", mapply(crps, ours$crps_found, ours$crps_degrees))
put("R, dt and dnorm/log_score", mapply(function(y, nu) {
    z <- (100 * y - 0.4) / 1.3
    log(1.3) - if (nu == 0) dnorm(z, log = TRUE) else dt(z, nu, log = TRUE)
}, ours$crps_found, ours$crps_degrees))

# ---- Fits
fit <- lm(share ~ market, days)
window <- c(3, 3 * -0.0171)
put("R, lm/market_model", c(coef(fit), sqrt(diag(vcov(fit))), sigma(fit), sqrt(sigma(fit)^2 * 3 + window %*% vcov(fit) %*% window)))
test <- t.test(ours$share, ours$market, paired = TRUE, conf.level = 0.9)
put("R, t.test/paired", c(mean(ours$share), sd(ours$share) / sqrt(250), test$conf.int, test$p.value))
if (has("MASS")) put("R, MASS, rlm (MM)/beta", coef(MASS::rlm(share ~ market, days, method = "MM"))[2])
if (has("robustbase")) {
    set.seed(1)
    put("R, robustbase, lmrob/beta", coef(robustbase::lmrob(share ~ market, days))[2])
}
hour <- factor((seq_along(ours$volume) - 1) %% 168)
trend <- seq_along(ours$volume) - 1
kept <- ours$residuals_or_99 != 99
log_fit <- function(rows) lm(log(ours$volume) ~ 0 + hour + trend, subset = rows)
weekly <- log_fit(kept)
put("R, lm of the hours kept/trend_per_hour", coef(weekly)["trend"])
put("R, lm of the hours kept/residual_sd", sigma(weekly))
put("R, lm of the hours kept/expected_volume",
    exp(predict(weekly, data.frame(hour, trend))) * mean(exp(residuals(weekly))))
put("R, lm of all hours/hour_of_outage", exp(predict(log_fit(TRUE), data.frame(hour, trend)))[705] - ours$volume[705])
robust <- stl(ts(log(ours$volume), frequency = 168), s.window = "periodic", t.window = 1345, t.degree = 1, robust = TRUE)
put("R, stl (robust)/hour_of_outage", exp(sum(robust$time.series[705, 1:2])) - ours$volume[705])
residual <- ifelse(kept, ours$residuals_or_99, NA)
put("R, ar (Yule-Walker)/phi", ar(residual, aic = FALSE, order.max = 1, demean = FALSE, na.action = na.pass)$ar)
put("R, arima (maximum likelihood)/phi", coef(arima(residual, c(1, 0, 0), include.mean = FALSE))[1])

if (has("fitdistrplus")) put("R, fitdistrplus, fitdist/log_hours", coef(fitdistrplus::fitdist(ours$hours, "lnorm")))

# ---- Events: the market model of each share, what it leaves of the sessions after 120, and the tests over all of them
market <- ours$event_market
shares <- matrix(ours$event_shares, length(market))
estimation <- 1:120
models <- apply(shares, 2, function(share) lm(share ~ market, subset = estimation), simplify = FALSE)
abnormal <- sapply(seq_along(models), function(i) shares[, i] - predict(models[[i]], data.frame(market)))
put("R, lm/abnormal_returns", abnormal[121:122, ])
scar <- function(days) sapply(seq_along(models), function(i) {
    x <- c(length(days), sum(market[days]))
    sum(abnormal[days, i]) / sqrt(sigma(models[[i]])^2 * length(days) + x %*% vcov(models[[i]]) %*% x)
})
normal_p <- function(z) c(z, 2 * pnorm(-abs(z)))
windows <- list(121, 121:123)
put("R, lm/patell", normal_p(sapply(windows, function(days) sum(scar(days)) / sqrt(12 * 118 / 116))))
tests <- lapply(windows, function(days) t.test(scar(days)))
put("R, t.test of lm/bmp", c(sapply(tests, `[[`, "statistic"), sapply(tests, `[[`, "p.value")))
pairs <- cor(abnormal[estimation, ])
r <- mean(pairs[lower.tri(pairs)])
adjusted <- sapply(tests, `[[`, "statistic") * sqrt((1 - r) / (1 + 11 * r))
put("R, cor of lm/kolari_pynnonen_r", r)
put("R, t.test and cor of lm/kolari_pynnonen", c(adjusted, 2 * pt(-abs(adjusted), 11)))
put("R, rank of lm/rank", normal_p(sapply(windows, function(days) {
    means <- rowMeans(apply(abnormal[c(estimation, days), ], 2, rank) / (121 + length(days)) - 0.5)
    sum(tail(means, length(days))) / sqrt(mean(means^2) * length(days))
})))
put("R, lm/sign", normal_p(sapply(windows, function(days) {
    p <- mean(abnormal[estimation, ] > 0)
    (sum(colSums(abnormal[days, , drop = FALSE]) > 0) - 12 * p) / sqrt(12 * p * (1 - p))
})))

# ---- Losses of years: a Poisson number of independent losses, by Panjer's recursion on 2,000 steps
losses <- ours$event_losses
if (length(losses) > 0 && has("actuar")) {
    step <- max(losses) / 2000
    chances <- tabulate(round(losses / step) + 1) / length(losses)
    sums <- actuar::aggregateDist("recursive", model.freq = "poisson", model.sev = chances, lambda = ours$event_rate,
        x.scale = step, maxit = 20000)
    put("R, actuar, aggregateDist/aep", actuar::VaR(sums, 1 - 1 / ours$aep_periods))
    put("R, actuar, aggregateDist/aal", mean(sums))
}
if (length(losses) > 0)
    put("R, largest of a Poisson number/oep", quantile(losses, pmax(0, 1 + log(1 - 1 / ours$aep_periods) / ours$event_rate)))
if (length(losses) > 0 && has("evd")) {
    threshold <- unname(quantile(losses, 0.9))
    million <- 1e6 # in units of one its optimiser stops early
    fit <- evd::fpot(losses / million, threshold / million, std.err = FALSE)$estimate
    rate <- -log(1 - 1 / ours$rare_periods)
    above <- ours$event_rate * mean(losses > threshold)
    put("R, evd, fpot/rare", threshold + million * evd::qgpd(1 - rate / above, scale = fit["scale"], shape = fit["shape"]))
}
put("R, quantile type 7/year_quantiles", quantile(ours$year_losses, ours$levels, type = 7))
put("R, quantile type 6 (Weibull)/year_quantiles", quantile(ours$year_losses, ours$levels, type = 6))
put("R, quantile type 8/year_quantiles", quantile(ours$year_losses, ours$levels, type = 8))
put("R, mean and sd/year_moments", c(mean(ours$year_losses), sd(ours$year_losses)))
worst <- sort(ours$year_losses, decreasing = TRUE)
put("R, mean of the worst/year_tails", sapply(1000 * (1 - ours$levels), function(k) mean(worst[seq_len(round(k))])))
put("R, (n + 1) / rank (Weibull)/year_period", 1001 / sum(ours$year_losses >= ours$year_quantiles[4]))

# ---- Sensitivity
if (has("boot")) {
    ends <- function(k) {
        rows <- cbind(ours$sobol_a, ours$sobol_b, ours[[paste0("sobol_ab", k)]])
        jansen <- function(rows, pick) {
            v <- 2 * var(c(rows[pick, 1], rows[pick, 2]))
            c(1 - mean((rows[pick, 2] - rows[pick, 3])^2) / v, mean((rows[pick, 1] - rows[pick, 3])^2) / v)
        }
        set.seed(1)
        draws <- boot::boot(rows, jansen, 2000)
        sapply(1:2, function(i) boot::boot.ci(draws, conf = 0.9, type = "perc", index = i)$percent[4:5])
    }
    put("R, boot, boot.ci (percentile)/sobol_intervals", sapply(0:2, ends))
}

# ---- Inputs of one group
if (has("mvtnorm")) put("R, mvtnorm, pmvnorm/copula", apply(matrix(ours$copula_places, 2), 2, function(place)
    mvtnorm::pmvnorm(upper = place, corr = matrix(c(1, -0.48, -0.48, 1), 2))))

# ---- Losses that pass on
a <- matrix(ours$coefficients, 12, byrow = TRUE)
put("R, solve/leontief_inverse", t(solve(diag(12) - a)))
put("R, solve/lost_in_the_end", solve(diag(12) - a, ours$directly))

versions <- list(R = paste(R.version$major, R.version$minor, sep = "."))
for (package in c("MASS", "robustbase", "boot", "fitdistrplus", "actuar", "evd", "mvtnorm")) if (has(package)) versions[[paste0("R, ", package)]] <- format(packageVersion(package))
cat(jsonlite::toJSON(list(found = found, versions = versions), digits = NA, auto_unbox = FALSE))
