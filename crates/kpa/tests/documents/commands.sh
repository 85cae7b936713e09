# How the shop is deployed by hand.
$ kn service create shop \
    --image registry.example.com/shop \
    --namespace team-a \
    --scale 1..20 --scale-metric=concurrency \
    --scale-target "40" --scale-window 90s \
    --env 'GREETING=Hello; & welcome' \
    --concurrency-limit 50 --annotation autoscaling.knative.dev/scale-down-delay=5m

kn service update mailer --scale-init 2 --scale-activation 3 --scale-utilization 80 --scale-max=9
kn route list
