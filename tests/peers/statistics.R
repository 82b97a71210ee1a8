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

# ---- Losses that pass on
a <- matrix(ours$coefficients, 12, byrow = TRUE)
put("R, solve/leontief_inverse", t(solve(diag(12) - a)))
put("R, solve/lost_in_the_end", solve(diag(12) - a, ours$directly))

versions <- list(R = paste(R.version$major, R.version$minor, sep = "."))
for (package in c("MASS", "robustbase", "boot", "fitdistrplus", "actuar")) if (has(package)) versions[[paste0("R, ", package)]] <- format(packageVersion(package))
cat(jsonlite::toJSON(list(found = found, versions = versions), digits = NA, auto_unbox = FALSE))
