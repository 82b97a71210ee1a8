# SPDX-License-Identifier: GPL-3.0-or-later
# The figures of figures.c by packages of R that Debian 12 does not have, as far as they are installed (R_LIBS):
# `Rscript statistics_cran.R FIGURES` prints {"program/figure": [numbers]} and the versions. soboljansen() is read
# from a checkout of `sensitivity` in BLACKOUT_SENSITIVITY.
ours <- jsonlite::fromJSON(commandArgs(trailingOnly = TRUE)[1])
slow <- Sys.getenv("BLACKOUT_PEERS") != ""
found <- list()
has <- function(package) requireNamespace(package, quietly = TRUE)
put <- function(name, value) found[[name]] <<- as.numeric(value)

# ---- Scores
if (has("scoringRules")) {
    put("R, scoringRules, crps_t, crps_norm/crps", mapply(function(y, nu)
        if (nu == 0) scoringRules::crps_norm(y, 0.4, 1.3) else scoringRules::crps_t(y, nu, 0.4, 1.3),
        ours$crps_found, ours$crps_degrees))
    put("R, scoringRules, logs_t, logs_norm/log_score", mapply(function(y, nu)
        if (nu == 0) scoringRules::logs_norm(100 * y, 0.4, 1.3) else scoringRules::logs_t(100 * y, nu, 0.4, 1.3),
        ours$crps_found, ours$crps_degrees))
    m <- matrix(rep(0.4 + ours$mixture_shifts, each = 3), 3)
    put("R, scoringRules, crps_mixnorm/mixture_crps", scoringRules::crps_mixnorm(ours$mixture_found, m, 0 * m + 1.3))
    put("R, scoringRules, logs_mixnorm/mixture_log_score", scoringRules::logs_mixnorm(ours$mixture_found, m, 0 * m + 1.3))
}

# ---- Traffic
kept <- ours$residuals_or_99 != 99
if (has("KFAS")) {
    library(KFAS)
    residual <- ifelse(kept, ours$residuals_or_99, NA)
    fit <- fitSSM(SSModel(residual ~ -1 + SSMarima(0.5, Q = 1e-3), H = 0), c(1, log(1e-3)), function(at, model) {
        model["T"][1] <- tanh(at[1])
        model["Q"][1] <- exp(at[2])
        model["P1"][1] <- exp(at[2]) / (1 - tanh(at[1])^2)
        model
    }, method = "BFGS")
    put("R, KFAS, fitSSM (AR(1))/phi", fit$model["T"][1])
    if (slow) {
        # a trend and 168 hours of the week that do not move: what is expected is a mean of all weeks
        volume <- ifelse(kept, log(ours$volume), NA)
        weekly <- KFS(SSModel(volume ~ SSMtrend(2, list(0, 0)) + SSMseasonal(168, 0), H = 1), filtering = "none", smoothing = "mean")
        put("R, KFAS, KFS (168 hours, diffuse)/expected_volume", exp(weekly$muhat) * mean(exp((volume - weekly$muhat)[kept])))
        # a level that moves and ten harmonics; from a finite start, since the exact one cannot tell slow harmonics apart
        moving <- SSModel(volume ~ SSMtrend(1, NA) + SSMseasonal(168, 0, "trigonometric", harmonics = 1:10), H = NA)
        moving$P1inf[] <- 0
        diag(moving$P1) <- 1e6
        at <- KFS(fitSSM(moving, log(c(1e-4, 1e-3)), method = "BFGS")$model, filtering = "none", smoothing = "mean")$muhat
        put("R, KFAS, fitSSM (10 harmonics)/hour_of_outage", exp(at[705]) - ours$volume[705])
    }
}

# ---- Events
if (has("estudy2")) {
    days <- as.Date("2026-01-01") + seq_along(ours$event_market) - 1
    shares <- zoo::zoo(matrix(ours$event_shares, length(days)), days)
    last <- days[120]
    modelled <- estudy2::apply_market_model(shares, zoo::zoo(matrix(ours$event_market), days), market_model = "sim",
        estimation_method = "ols", estimation_start = days[1], estimation_end = last)
    at <- function(test, end) test(modelled, last + 1, last + end)
    put("R, estudy2, patell/patell_day", at(estudy2::patell, 1)$pt_stat)
    put("R, estudy2, boehmer/bmp_day", at(estudy2::boehmer, 1)$bh_stat)
    put("R, estudy2, rank_test, car_rank_test/rank_statistics",
        c(at(estudy2::rank_test, 1)$rank_stat, at(estudy2::car_rank_test, 3)$statistic))
    put("R, estudy2, generalized_sign_test/sign_day", at(estudy2::generalized_sign_test, 1)$gsign_stat)
}

if (has("eventstudies")) {
    days <- as.Date("2026-01-01") + seq_along(ours$event_market) - 1
    shares <- zoo::zoo(matrix(ours$event_shares, length(days)), days)
    colnames(shares) <- paste0("share", 1:12)
    market <- zoo::zoo(matrix(ours$event_market), days)
    studied <- suppressMessages(eventstudies::eventstudy(shares, data.frame(name = colnames(shares), when = days[121]), event.window = 1,
        type = "marketModel", to.remap = FALSE, inference = FALSE, model.args = list(market.returns = market)))
    put("R, eventstudies, eventstudy/abnormal_returns", studied$result)
}

# ---- Tails: a generalised Pareto distribution of what is above the 90 % quantile, and what it says of years. The largest
# outage of a year exceeds x with the chance 1 - exp(-rate of outages above x).
losses <- ours$event_losses
if (length(losses) > 0) {
    threshold <- unname(quantile(losses, 0.9))
    above <- ours$event_rate * mean(losses > threshold)
    rate <- -log(1 - 1 / ours$rare_periods)
    level <- function(scale, shape) threshold + scale / shape * ((rate / above)^-shape - 1)
    if (has("extRemes")) {
        fit <- extRemes::fevd(losses, threshold = threshold, type = "GP", time.units = "2/year")
        put("R, extRemes, fevd (GP)/rare", level(fit$results$par["scale"], fit$results$par["shape"]))
    }
    if (has("ismev")) {
        fit <- ismev::gpd.fit(losses, threshold, show = FALSE)
        put("R, ismev, gpd.fit/rare", level(fit$mle[1], fit$mle[2]))
    }
}

# ---- Sensitivity
checkout <- Sys.getenv("BLACKOUT_SENSITIVITY")
sources <- file.path(checkout, "R", c("base.R", "bootstats.R", "soboljansen.R"))
if (checkout != "" && has("boot") && all(file.exists(sources))) {
    library(boot)
    for (source in sources) source(source)
    inputs <- data.frame(matrix(0, length(ours$sobol_a), 3))
    design <- soboljansen(NULL, inputs, inputs)
    tell.soboljansen(design, c(ours$sobol_a, ours$sobol_b, ours$sobol_ab0, ours$sobol_ab1, ours$sobol_ab2))
    put("R, sensitivity, soboljansen/sobol_indices", c(design$S$original, design$T$original))
}

versions <- list(R = paste(R.version$major, R.version$minor, sep = "."))
for (package in c("KFAS", "scoringRules", "estudy2", "eventstudies", "extRemes", "ismev")) if (has(package)) versions[[paste0("R, ", package)]] <- format(packageVersion(package))
if (checkout != "") versions[["R, sensitivity"]] <- unname(read.dcf(file.path(checkout, "DESCRIPTION"), "Version")[1])
cat(jsonlite::toJSON(list(found = found, versions = versions), digits = NA, auto_unbox = FALSE))
